using System.Diagnostics;
using System.Globalization;
using TogetherAI.CrashTests.Hosting;
using TogetherAI.CrashTests.Processes;

namespace TogetherAI.CrashTests.Leases;

/// <summary>
/// Kills a renting program over and over, each time at another point of what it sends or writes, and counts what goes on running. Beside it live
/// a second program that holds a lease all the time, a deployment that is nobody's lease, and now and then a neighbour that recovers too: what
/// is theirs must not be touched.
/// </summary>
internal sealed class LeaseCrashTest : IAsyncDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    private readonly CrashOptions _options;
    private readonly TextWriter _output;
    private readonly CrashCloud _cloud;
    private readonly Random _random;
    private readonly DateTimeOffset _start = TimeProvider.System.GetUtcNow();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("together-crash-");
    private readonly TogetherClient _neighbour;
    private readonly List<Task<RecoveryReport>> _recoveries = [];
    private int _programs;

    private LeaseCrashTest(CrashOptions options, TextWriter output, CrashCloud cloud)
    {
        (_options, _output, _cloud, _random) = (options, output, cloud, new Random(options.Seed));
        _neighbour = cloud.Client("neighbour", new FastTimeProvider(_start));
    }

    private string Journal => Path.Combine(_folder.FullName, "leases.journal");

    public static async Task<int> RunAsync(CrashOptions options, TextWriter output)
    {
        await using CrashCloud cloud = await CrashCloud.StartAsync();
        cloud.Chat.Always().Reply("ok");
        await using LeaseCrashTest test = new(options, output, cloud);
        return await test.RunAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await ((Task)Task.WhenAll(_recoveries)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _neighbour.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task<int> RunAsync()
    {
        long started = Stopwatch.GetTimestamp();
        string own = await DeployOwnAsync();
        using ChildProcess holder = Start("holder", "hold");
        _cloud.Points.Know(holder.Name, () => !holder.HasExited);
        await holder.WhenReadyAsync();
        if (holder.HasExited)
            return Broken(holder);

        (int points, int requests) = await MeasureAsync();
        if (points == 0)
            return 2;
        for (int kills = 0, rounds = 0; kills < _options.Kills; rounds++)
        {
            if (rounds > 4 * _options.Kills)
            {
                _output.WriteLine($"Of {rounds} programs only {kills} reached the point at which they were to die.");
                return 2;
            }

            (bool isKilled, ChildProcess program) = await RoundAsync(points, requests);
            using (program)
            {
                if (isKilled)
                    _output.WriteLine(FormattableString.Invariant($"{++kills}: killed at point {_cloud.Points.Reached}, {_cloud.Points.Struck}"));
                else if (program.ExitCode != 0)
                    return Broken(program);
            }
        }

        if (!await EndAsync(holder))
            return 2;
        return await JudgeAsync(own, Stopwatch.GetElapsedTime(started));
    }

    /// <summary>A deployment of the account that no lease knows of.</summary>
    private async Task<string> DeployOwnAsync()
    {
        using TogetherClient client = _cloud.Client(CrashCloud.Own, TimeProvider.System);
        _cloud.Points.Know(CrashCloud.Own, static () => true);
        DeploymentProfile? profile = null;
        await foreach (SupportedModel model in client.Dedicated.SupportedModels.ListAsync())
            profile ??= model.DeploymentProfiles[0];
        DedicatedEndpoint endpoint = await client.Dedicated.Endpoints.CreateAsync(new CreateDedicatedEndpointRequest { Name = "production" });
        CreateDedicatedDeploymentRequest request = new()
        {
            Name = "main", Model = profile!.Model, Config = profile.Config, Autoscaling = new DeploymentAutoscaling { MinReplicas = 1, MaxReplicas = 1 },
        };
        return (await client.Dedicated.Deployments.CreateAsync(endpoint.Id, request)).Id;
    }

    /// <summary>How many points a program reaches that nobody kills, and how many of them are requests; 0 where it fails.</summary>
    private async Task<(int Points, int Requests)> MeasureAsync()
    {
        using ChildProcess program = StartProgram();
        _ = _cloud.Points.Arm(program, target: 0, requestsOnly: false, KillTime.Before);
        await program.WaitForExitAsync(s_limit);
        if (program.ExitCode != 0)
        {
            Broken(program);
            return default;
        }

        _output.WriteLine($"A program that nobody kills reaches {_cloud.Points.Reached} points: {_cloud.Points.Requests} requests, the others steps of writing its journal.");
        return (_cloud.Points.Reached, _cloud.Points.Requests);
    }

    private async Task<(bool IsKilled, ChildProcess Program)> RoundAsync(int points, int requests)
    {
        bool requestsOnly = _random.Next(2) == 0;
        int target = _random.Next(1, (requestsOnly ? requests : points) + 1);
        KillTime time = (KillTime)_random.Next(3);
        int neighbourAt = _random.Next(3) == 0 && !_options.Sabotage ? _random.Next(1, target + 1) : 0;
        ChildProcess program = StartProgram();
        _cloud.Points.Know(program.Name, () => !program.HasExited);
        Task killed = _cloud.Points.Arm(program, target, requestsOnly, time, () => _recoveries.Add(_neighbour.Dedicated.RecoverLeasesAsync(Journal, RentingProgram.Recovery)), neighbourAt);
        await program.WaitForExitAsync(s_limit);
        bool isKilled = _cloud.Points.HasStruck;
        if (isKilled)
            await killed; // what was on its way has arrived
        _cloud.Points.Know(program.Name, static () => false);
        await Task.WhenAll(_recoveries);
        _recoveries.Clear();
        return (isKilled, program);
    }

    /// <summary>The last start, which nobody interrupts, and the end of the program that holds on.</summary>
    private async Task<bool> EndAsync(ChildProcess holder)
    {
        using ChildProcess last = StartProgram();
        _ = _cloud.Points.Arm(last, target: 0, requestsOnly: false, KillTime.Before);
        await last.WaitForExitAsync(s_limit);
        if (last.ExitCode != 0)
        {
            Broken(last);
            return false;
        }

        if (holder.HasExited)
        {
            Broken(holder);
            return false;
        }

        holder.AskToEnd();
        await holder.WaitForExitAsync(s_limit);
        return true;
    }

    private async Task<int> JudgeAsync(string own, TimeSpan took)
    {
        // What was told to stop has a few milliseconds to be gone.
        for (int look = 0; look < 50 && _cloud.Running(own).Count > 0 && !_options.Sabotage; look++)
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        IReadOnlyList<string> leaked = _cloud.Running(own);
        foreach (string id in leaked)
            _output.WriteLine($"leaked: {_cloud.Dedicated[id]}");
        foreach (string stop in _cloud.Points.WronglyStopped)
            _output.WriteLine($"wrongly stopped: {stop}");
        int wronglyStopped = _cloud.Points.WronglyStopped.Count;
        if (_cloud.Dedicated.Ledger.Entries.All(entry => entry.DeploymentId != own || entry.EndedAt is not null) && wronglyStopped == 0)
            wronglyStopped = 1;
        _output.WriteLine(FormattableString.Invariant($"{_programs} programs in {took.TotalSeconds:0.0} s; the ledger: {_cloud.Dedicated.Ledger.TotalMinutes} minutes, {_cloud.Dedicated.Ledger.TotalUsd:0.00} USD"));
        _output.WriteLine(FormattableString.Invariant($"kills {_options.Kills}, leases {_cloud.Points.Made}, leaked {leaked.Count}, wrongly stopped {wronglyStopped}"));
        return leaked.Count == 0 && wronglyStopped == 0 ? 0 : 1;
    }

    private ChildProcess StartProgram() => Start($"program-{_programs}", _options.Sabotage ? "rent-without-recovery" : "rent");

    private ChildProcess Start(string name, string role)
    {
        _programs++;
        return ChildProcess.Start(name, RentingProgram.Name, _cloud.Address.ToString(), Journal, name, _start.ToString("O", CultureInfo.InvariantCulture), role);
    }

    private int Broken(ChildProcess program)
    {
        _output.WriteLine($"{program.Name} ended with {program.ExitCode}:\n{program.Output}");
        return 2;
    }
}
