using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace TogetherAI;

/// <summary>
/// A rented endpoint that answers, and its end. It looks after itself every half minute: it stops when nobody has used it for its
/// <see cref="IdleStop"/>, before <see cref="RentRequest.MaxUsd"/> is spent, and when its owner stops or disposes of it. Thread-safe.
/// </summary>
/// <remarks>
/// Only a process that lives can look after a lease. For one that dies there is <see cref="RentRequest.LeaseJournal"/>.
/// </remarks>
public sealed partial class EndpointLease : IAsyncDisposable
{
    private readonly DedicatedClient _dedicated;
    private readonly RentRequest _request;
    private readonly LeaseRecord _record;
    private readonly LeaseSpend _spend;
    private readonly ILeaseRecorder? _recorder;
    private readonly IProgress<RentProgress>? _progress;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly long _started;

    internal EndpointLease(
        DedicatedClient dedicated,
        TogetherConnection connection,
        RentRequest request,
        Quote quote,
        LeaseRecord record,
        string modelName,
        LeaseSpend spend,
        ILeaseRecorder? recorder,
        IProgress<RentProgress>? progress,
        long started)
    {
        _dedicated = dedicated;
        _request = request;
        _record = record;
        _spend = spend;
        _recorder = recorder;
        _progress = progress;
        _started = started;
        _time = connection.Options.TimeProvider;
        _logger = connection.Options.LoggerFactory?.CreateLogger<EndpointLease>() ?? (ILogger)NullLogger.Instance;
        Quote = quote;
        ModelName = modelName;
        Client = dedicated.Inference;
        Chat = Client.ChatWith(modelName);
        _guard = request.IdleStop.Window is { } window ? GuardOf(connection, record, window) : null;
    }

    /// <summary>The lease's id, twelve hexadecimal digits; its deployment's name holds it.</summary>
    public string Id => _record.LeaseId;

    /// <summary>
    /// Conversations with the rented model. The model of a request is replaced with <see cref="ModelName"/>, whatever it is: a request that was made
    /// for the serverless model can be sent here as it is.
    /// </summary>
    public ChatClient Chat { get; }

    /// <summary>
    /// A client for everything else on the host that serves dedicated endpoints; the model of its requests is <see cref="ModelName"/>. It shares the
    /// connections of the client that rented, and needs no disposing.
    /// </summary>
    public TogetherClient Client { get; }

    /// <summary>The model name that requests are sent to, <c>project/endpoint</c>.</summary>
    public string ModelName { get; }

    /// <summary>The endpoint (<c>ep_…</c>).</summary>
    public string EndpointId => _record.EndpointId!;

    /// <summary>The deployment (<c>dep_…</c>).</summary>
    public string DeploymentId => _record.DeploymentId!;

    /// <summary>What was rented in the end, and its price; after a fallback not what was quoted before.</summary>
    public Quote Quote { get; }

    /// <summary>What the costs are booked under; null where the request named nothing.</summary>
    public string? Label => _request.Label;

    /// <summary>
    /// What it has cost so far in USD, from when its first replica was ready: the service's price for every begun minute of the replicas that were seen at
    /// the last look, half a minute ago at most. What was not seen is taken to have been the dearer way; the bill itself is the service's.
    /// </summary>
    public decimal SpentUsd => _spend.Usd;

    /// <summary>How it ended; null while it runs. Where <see cref="LeaseEnd.IsStopped"/> is false it was not seen to end, and is asked again.</summary>
    public LeaseEnd? End { get; private set; }

    /// <summary>
    /// Completes when the lease has been seen stopped, for whatever reason, or when its disposal has given up waiting for that. It never fails.
    /// </summary>
    public Task<LeaseEnd> Completion => _completion.Task;

    /// <summary>Says what is rented.</summary>
    /// <returns>Such as <c>acme/llama-3.3-1f… (ep_1): serving</c>.</returns>
    public override string ToString() => $"{ModelName} ({EndpointId}): {(End is { } end ? end : "serving")}";

    private void Report(RentStage stage, string message, DedicatedDeployment? deployment = null)
    {
        try
        {
            _progress?.Report(new RentProgress
            {
                Stage = stage,
                At = _time.GetUtcNow(),
                Elapsed = _time.GetElapsedTime(_started),
                Message = message,
                EndpointId = EndpointId,
                Deployment = deployment,
                SpentUsd = _spend.Usd,
            });
        }
        catch (Exception exception)
        {
            LeaseLog.Blind(_logger, ModelName, EndpointId, $"a listener threw {exception.GetType().Name}"); // it must not keep the lease from stopping
        }
    }
}
