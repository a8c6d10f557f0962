using TogetherAI.Local.Faults;
using TogetherAI.Local.Hosting;

namespace TogetherAI.Local;

/// <summary>
/// The bad day, scripted: which requests fail, how, and how often.
/// <code>cloud.Faults.OnChat().Times(2).Respond(429, retryAfter: TimeSpan.FromSeconds(1));</code>
/// </summary>
/// <remarks>
/// Faults are tried in the order in which they were written; the first that fits and is not used up happens. A delay does not answer, so
/// the faults after it are tried too. The same requests in the same order always meet the same faults. A request is authenticated and
/// logged before any fault, and a fault comes before scripted replies and models. Thread-safe.
/// </remarks>
public sealed class FaultScript
{
    private readonly Lock _gate = new();
    private readonly List<Fault> _faults = [];

    internal FaultScript()
    {
    }

    /// <summary>Begins a fault of <c>POST /v1/chat/completions</c>.</summary>
    /// <returns>What it shall be; nothing happens before one of its last words, such as <see cref="FaultBuilder.Respond"/>.</returns>
    public FaultBuilder OnChat() => new(this, ApiRoute.Chat);

    /// <summary>Begins a fault of <c>POST /v1/completions</c>.</summary>
    /// <inheritdoc cref="OnChat" path="/returns"/>
    public FaultBuilder OnCompletions() => new(this, ApiRoute.Completions);

    /// <summary>Begins a fault of <c>GET /v1/models</c>.</summary>
    /// <inheritdoc cref="OnChat" path="/returns"/>
    public FaultBuilder OnModels() => new(this, ApiRoute.Models);

    /// <summary>Begins a fault of <c>POST /v1/embeddings</c>.</summary>
    /// <inheritdoc cref="OnChat" path="/returns"/>
    public FaultBuilder OnEmbeddings() => new(this, ApiRoute.Embeddings);

    /// <summary>Begins a fault of <c>POST /v1/rerank</c>.</summary>
    /// <inheritdoc cref="OnChat" path="/returns"/>
    public FaultBuilder OnRerank() => new(this, ApiRoute.Rerank);

    /// <summary>Begins a fault of <c>/v1/files</c>: uploads, lists, deletions; not of a file's content.</summary>
    /// <inheritdoc cref="OnChat" path="/returns"/>
    public FaultBuilder OnFiles() => new(this, ApiRoute.Files);

    /// <summary>
    /// Begins a fault of <c>GET /v1/files/{id}/content</c>. A cut or a stall in the middle strikes after half of what was asked for.
    /// </summary>
    /// <inheritdoc cref="OnChat" path="/returns"/>
    public FaultBuilder OnFileContent() => new(this, ApiRoute.FileContent);

    /// <summary>Begins a fault of the storage that uploads are sent to.</summary>
    /// <inheritdoc cref="OnChat" path="/returns"/>
    public FaultBuilder OnStorage() => new(this, ApiRoute.Storage);

    /// <summary>Begins a fault of <c>/v1/batches</c>. A cut strikes after the work was done: the batch exists, and its answer is lost.</summary>
    /// <inheritdoc cref="OnChat" path="/returns"/>
    public FaultBuilder OnBatches() => new(this, ApiRoute.Batches);

    /// <summary>
    /// Begins a fault of the requests inside batches: <see cref="FaultBuilder.Respond"/> fails them one by one. Delays have no effect there.
    /// </summary>
    /// <inheritdoc cref="OnChat" path="/returns"/>
    public FaultBuilder OnBatchRequests() => new(this, ApiRoute.BatchRequest);

    /// <summary>Begins a fault of any request, also to a path that does not exist.</summary>
    /// <inheritdoc cref="OnChat" path="/returns"/>
    public FaultBuilder OnAny() => new(this, null);

    /// <summary>Takes every fault back. Requests that one has already struck are not healed.</summary>
    public void Clear()
    {
        lock (_gate)
            _faults.Clear();
    }

    internal Fault Add(Fault fault)
    {
        lock (_gate)
            _faults.Add(fault);
        return fault;
    }

    /// <summary>The delays that this request meets, and the fault that it ends with.</summary>
    internal (TimeSpan Delay, FaultEffect? Effect) Match(ApiRoute route, LoggedRequest request)
    {
        Fault[] faults;
        lock (_gate)
            faults = [.. _faults];
        TimeSpan delay = TimeSpan.Zero;
        foreach (Fault fault in faults)
        {
            if (!fault.TryTake(route, request))
                continue;
            if (fault.Effect is not DelayEffect pause)
                return (delay, fault.Effect);
            delay += pause.Delay;
        }

        return (delay, null);
    }
}
