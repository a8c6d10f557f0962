using System.Globalization;
using TogetherAI.CrashTests.Processes;

namespace TogetherAI.CrashTests.Leases;

/// <summary>
/// A program as a user writes it: recovers what its predecessor left, rents, asks, gives back. In its other role it rents once and holds on
/// until it is told to end.
/// </summary>
internal static class RentingProgram
{
    public const string Name = "rent";

    private const int Rentals = 2;

    /// <param name="args">The cloud's address, the journal, the name, the start of the clock, and the role: rent, hold or rent-without-recovery.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        Uri cloud = new(args[0]);
        (string journal, string name, string role) = (args[1], args[2], args[4]);
        FastTimeProvider time = new(DateTimeOffset.Parse(args[3], CultureInfo.InvariantCulture));
        TogetherClientOptions options = new()
        {
            BaseAddress = cloud,
            AllowAnonymous = true,
            UserAgent = name + "/1",
            TimeProvider = time,
            JournalFiles = new AnnouncedFiles(cloud, name + "/1"),
            Timeouts = { Attempt = TimeSpan.FromHours(1) },
        };
        using TogetherClient together = new(options);
        RentRequest request = new()
        {
            Model = "tai-tiny",
            IdleStop = IdleStop.Never,
            LeaseJournal = journal,
            Deadline = TimeSpan.FromHours(3),
            StopTimeout = TimeSpan.FromMinutes(30),
        };
        if (role == "hold")
            return await HoldAsync(together, request, time);
        if (role == "rent")
        {
            RecoveryReport report = await together.Dedicated.RecoverLeasesAsync(journal, Recovery);
            Console.WriteLine(report);
            if (!report.IsComplete)
                return 3;
        }

        for (int i = 0; i < Rentals; i++)
        {
            await using EndpointLease lease = await together.Dedicated.RentAsync(request);
            Console.WriteLine(lease);
            await AskAsync(lease);
            if (i % 2 == 0)
                await lease.StopAsync(); // else disposal does it
        }

        return 0;
    }

    public static RecoveryOptions Recovery { get; } = new() { Settle = TimeSpan.FromSeconds(15), Timeout = TimeSpan.FromMinutes(30) };

    private static async Task<int> HoldAsync(TogetherClient together, RentRequest request, TimeProvider time)
    {
        using LeaseSignals signals = LeaseSignals.Listen(request.StopTimeout, time);
        await using EndpointLease lease = await signals.RentAsync(together.Dedicated, request);
        await AskAsync(lease);
        Console.WriteLine(ChildProcess.ReadyLine);
        LeaseEnd end = await lease.Completion; // the signal stops it, and then this process
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System);
        return end.IsStopped ? 0 : 3;
    }

    private static async Task AskAsync(EndpointLease lease)
    {
        ChatResponse answer = await lease.Chat.CreateAsync(new ChatRequest { Model = lease.ModelName, Messages = [ChatMessage.User("?")], MaxTokens = 4 });
        if (answer.Text != "ok")
            throw new InvalidOperationException($"The lease answered '{answer.Text}'.");
    }
}
