using System.Text.Json.Nodes;
using TogetherAI.Local;

namespace TogetherAI.Cli.Tests.Batches;

/// <summary>Runs of <c>tai batch</c> against a local service in this process, in a folder of their own, on a clock that jumps.</summary>
internal sealed class BatchRuns : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tai-batch-");

    private BatchRuns(LocalTogether local, VirtualTimeProvider time) => (Local, Time) = (local, time);

    public LocalTogether Local { get; }

    public VirtualTimeProvider Time { get; }

    public string Journal => At("in.jsonl.journal");

    public string Out => At("out.jsonl");

    /// <summary>The results in the file, by key.</summary>
    public ILookup<string, JsonNode> Results => File.ReadLines(Out).Select(static line => JsonNode.Parse(line)!).ToLookup(static line => (string)line["key"]!);

    /// <summary>How many requests the service took in, each time counted.</summary>
    public int TakenIn => Local.Batches.Sum(static batch => batch.CustomIds.Count);

    public static async Task<BatchRuns> StartAsync()
    {
        VirtualTimeProvider time = new() { AutoAdvance = true };
        LocalTogether local = await LocalTogether.StartAsync(options =>
        {
            options.TimeProvider = time;
            options.Prices["tai-tiny"] = new TokenPrice(1m, 2m);
        });
        local.Chat.Always().Reply(static request => "re: " + request.LastUserText);
        return new BatchRuns(local, time);
    }

    public string At(string name) => Path.Combine(_folder.FullName, name);

    public string Write(string name, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
        File.WriteAllText(At(name), content);
        return At(name);
    }

    /// <summary>Writes <c>in.jsonl</c>: an id and a text a line.</summary>
    public string WriteInputs(int count) => Write("in.jsonl", string.Concat(Enumerable.Range(1, count).Select(static i => $"{{\"id\":\"r{i}\",\"text\":\"text {i}\"}}\n")));

    public async Task<Run> ToEndAsync(params string[] args)
    {
        StringWriter output = new(), error = new();
        int exitCode = await Tai.RunAsync(["batch", .. args], Context(output, error), CancellationToken.None).WaitAsync(Run.Patience);
        Run run = new(exitCode, output.ToString(), error.ToString());
        Assert.DoesNotContain("\u001b", run.Output + run.Error, StringComparison.Ordinal);
        return run;
    }

    /// <summary>Presses Ctrl-C when the command first asks how far a job is: then the job exists, and the journal knows it.</summary>
    public async Task<Run> UntilJobRunsAsync(params string[] args)
    {
        using CancellationTokenSource interrupt = new();
        Local.Faults.OnBatches().When(request =>
        {
            if (request.Method == "GET")
                interrupt.CancelAsync();
            return false;
        }).Respond(500);
        Time.AutoAdvance = false;
        StringWriter output = new(), error = new();
        int exitCode = await Tai.RunAsync(["batch", .. args], Context(output, error), interrupt.Token).WaitAsync(Run.Patience);
        Local.Faults.Clear();
        return new Run(exitCode, output.ToString(), error.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        await Local.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>Stands between the command and the service; null for nobody.</summary>
    public Func<HttpMessageHandler, HttpMessageHandler>? Between { get; set; }

    private CliContext Context(TextWriter output, TextWriter error) => new(output, error)
    {
        Time = Time,
        Client = () => Between is null
            ? Local.CreateClient()
            : new TogetherClient(new TogetherClientOptions { BaseAddress = Local.BaseAddress, AllowAnonymous = true, TimeProvider = Time }, Between(Local.CreateHandler())),
    };
}
