using TogetherAI.Local;

namespace TogetherAI.Cli.Tests.Dedicated;

/// <summary>Runs of the tool against a virtual cloud in this process, on a clock that jumps to whatever is waited for.</summary>
internal sealed class CloudRuns : IAsyncDisposable
{
    private CloudRuns(LocalTogether local, VirtualTimeProvider time)
    {
        (Local, Time) = (local, time);
        Client = local.CreateClient();
    }

    public LocalTogether Local { get; }

    public VirtualTimeProvider Time { get; }

    /// <summary>The test's own client, as of somebody else.</summary>
    public TogetherClient Client { get; }

    public DedicatedLedger Ledger => Local.Dedicated.Ledger;

    public static async Task<CloudRuns> StartAsync(Action<LocalTogetherOptions>? configure = null)
    {
        VirtualTimeProvider time = new() { AutoAdvance = true };
        LocalTogether local = await LocalTogether.StartAsync(options =>
        {
            options.TimeProvider = time;
            configure?.Invoke(options);
        });
        local.Chat.Always().Reply("one two three");
        return new CloudRuns(local, time);
    }

    public Task<Run> ToEndAsync(string args, string? answer = null) => ToEndAsync(args.Split(' '), answer);

    public async Task<Run> ToEndAsync(string[] args, string? answer = null)
    {
        StringWriter output = new(), error = new();
        CliContext context = Context(output, error) with { Input = answer is null ? null : new StringReader(answer + "\n") };
        int exitCode = await Tai.RunAsync(args, context, CancellationToken.None).WaitAsync(Run.Patience);
        Run run = new(exitCode, output.ToString(), error.ToString());
        Assert.DoesNotContain("\u001b", run.Output + run.Error, StringComparison.Ordinal);
        return run;
    }

    /// <summary>Runs a command that goes on, and presses Ctrl-C once something was written.</summary>
    public async Task<Run> UntilAsync(string args, Func<string, bool> written)
    {
        using CancellationTokenSource interrupt = new();
        WatchedWriter output = new(), error = new();
        output.OnLine = error.OnLine = () =>
        {
            if (written(output.ToString() + error))
                interrupt.CancelAsync();
        };
        int exitCode = await Tai.RunAsync(args.Split(' '), Context(output, error), interrupt.Token).WaitAsync(Run.Patience);
        return new Run(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Rents with the tool, and leaves it running.</summary>
    public async Task<string> RentAsync(string name = "chat", string more = "")
    {
        Run run = await ToEndAsync($"endpoints create tai-tiny --idle never --yes --name {name}{more}");
        Assert.True(run.ExitCode == 0, run.Error);
        return run.Output.Trim();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Local.DisposeAsync();
    }

    private CliContext Context(TextWriter output, TextWriter error) => new(output, error) { Time = Time, Client = () => Local.CreateClient() };

    private sealed class WatchedWriter : StringWriter
    {
        private readonly Lock _gate = new();

        public Action? OnLine { get; set; }

        public override void WriteLine(string? value)
        {
            lock (_gate)
                base.WriteLine(value);
            OnLine?.Invoke();
        }

        public override async Task WriteLineAsync(string? value)
        {
            WriteLine(value);
            await Task.CompletedTask;
        }

        public override string ToString()
        {
            lock (_gate)
                return base.ToString();
        }
    }
}
