namespace TogetherAI.Local.Tests.Batches.Running;

/// <summary>A local service, a corpus, and a journal in a folder of its own: one run may live several times.</summary>
internal sealed class Corpus : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("together-");

    private Corpus(LocalTogether cloud, TimeProvider time) => (Cloud, TimeProvider) = (cloud, time);

    public LocalTogether Cloud { get; }

    public TimeProvider TimeProvider { get; }

    public string Journal => Path.Combine(_folder.FullName, "run.journal");

    /// <summary>For a client with a handler of its own.</summary>
    public TogetherClientOptions ClientOptions => new() { BaseAddress = Cloud.BaseAddress, AllowAnonymous = true, TimeProvider = TimeProvider };

    /// <summary>What the run told last.</summary>
    public BatchRunProgress Progress { get; private set; } = new();

    /// <summary>The ids of all requests that the service took in, once for each time.</summary>
    public List<string> TakenIn => [.. Cloud.Batches.SelectMany(static batch => batch.CustomIds)];

    public BatchRunOptions Options => new() { Journal = Journal, RequestsPerJob = 10, Progress = new Told(this) };

    public static async Task<Corpus> StartAsync(Action<LocalTogetherOptions>? configure = null)
    {
        VirtualTimeProvider time = new() { AutoAdvance = true };
        Corpus corpus = new(await LocalTogether.StartAsync(o =>
        {
            o.TimeProvider = time;
            o.Prices["tai-tiny"] = new TokenPrice(1m, 2m);
            configure?.Invoke(o);
        }), time);
        corpus.Cloud.Chat.Always().Reply(static request => "re: " + request.LastUserText);
        return corpus;
    }

    public static IEnumerable<string> Inputs(int count) => Enumerable.Range(1, count).Select(static i => $"text {i}");

    public static ChatRequest Ask(string text) => new() { Model = "tai-tiny", Messages = [ChatMessage.User(text)], MaxTokens = 16 };

    /// <summary>One life of the run, to its end.</summary>
    public async Task<List<BatchResult<string>>> RunAsync(IEnumerable<string> inputs, BatchRunOptions? options = null, TogetherClient? client = null)
    {
        using TogetherClient own = Cloud.CreateClient();
        return await (client ?? own).Batches.RunAsync(inputs, static text => text, Ask, options ?? Options).ToListAsync();
    }

    /// <summary>A client that tries nothing twice, so that a death is one.</summary>
    public TogetherClient MortalClient(MortalHandler handler)
    {
        TogetherClientOptions options = ClientOptions;
        options.Retry.MaxRetries = 0;
        return new TogetherClient(options, handler);
    }

    /// <summary>Writes a file into the folder of the journal.</summary>
    public string Write(string name, string content)
    {
        string path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    public async ValueTask DisposeAsync()
    {
        await Cloud.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private sealed class Told(Corpus corpus) : IProgress<BatchRunProgress>
    {
        public void Report(BatchRunProgress value) => corpus.Progress = value;
    }
}
