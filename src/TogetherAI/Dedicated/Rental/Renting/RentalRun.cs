using System.Runtime.ExceptionServices;

namespace TogetherAI;

/// <summary>
/// One rental, from the quote to an endpoint that answers. Whatever ends it before that, what it made is torn down again. One for each
/// rental; not thread-safe.
/// </summary>
internal sealed partial class RentalRun
{
    private readonly DedicatedClient _dedicated;
    private readonly TogetherConnection _connection;
    private readonly RentRequest _request;
    private readonly IProgress<RentProgress>? _progress;
    private readonly ILeaseRecorder? _recorder;
    private readonly TimeProvider _time;
    private readonly Quoter _quoter;
    private readonly long _started;

    private LeaseRecord? _begun;
    private Quote _quote = null!;
    private LeaseSpend? _spend;
    private DedicatedDeployment? _deployment;
    private string _modelName = "";
    private RentStage _stage;

    /// <param name="dedicated">The client.</param>
    /// <param name="connection">Its connection.</param>
    /// <param name="request">What to rent; checked.</param>
    /// <param name="progress">Told every stage; null for nobody.</param>
    /// <param name="recorder">Keeps what is rented; null for nobody. Belongs to the lease once there is one, and to this run until then.</param>
    public RentalRun(
        DedicatedClient dedicated, TogetherConnection connection, RentRequest request, IProgress<RentProgress>? progress, ILeaseRecorder? recorder)
    {
        _dedicated = dedicated;
        _connection = connection;
        _request = request;
        _progress = progress;
        _recorder = recorder;
        _time = connection.Options.TimeProvider;
        _quoter = new Quoter(dedicated, _time);
        _started = _time.GetTimestamp();
    }

    public async Task<EndpointLease> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            _quote = await _quoter.QuoteAsync(_request, cancellationToken).ConfigureAwait(false);
            Report(RentStage.Quoted, _quote.ToString());
            if (_quote.Objection is { } objection)
                throw new QuoteTooHighException(objection) { Quote = _quote };
            _spend = new LeaseSpend(_time, _quote.Chosen.UsdPerReplicaHour!.Value);
            if (!_quote.Chosen.MayFit(_quote.Replicas.Min))
                FallBack(_quote, scheduled: 0);
            _begun = LeaseRecord.Begin(_request, _quote.Model, _time.GetUtcNow());
            await FindEndpointAsync(cancellationToken).ConfigureAwait(false);
            await SaveAsync(cancellationToken).ConfigureAwait(false);
            await MakeEndpointAsync(cancellationToken).ConfigureAwait(false);
            await MakeDeploymentAsync(cancellationToken).ConfigureAwait(false);
            await WaitUntilServingAsync(cancellationToken).ConfigureAwait(false);
            EndpointLease lease = new(_dedicated, _connection, _request, _quote, Record, _modelName, _spend!, _recorder, _progress, _started);
            Report(RentStage.Serving, $"{_modelName} answers");
            lease.Watch();
            return lease;
        }
        catch (Exception exception)
        {
            ExceptionDispatchInfo.Throw(await UndoAsync(exception, cancellationToken).ConfigureAwait(false));
            throw;
        }
    }

    /// <summary>What is being rented, once that has begun.</summary>
    private LeaseRecord Record { get => _begun!; set => _begun = value; }

    /// <summary>Another deployment takes the place of what was planned: its price counts from now on.</summary>
    private void Plan(QuotedProfile chosen, Quote quote, ReplicaRange replicas)
    {
        if (chosen.Profile.ProfileId != _quote.Chosen.Profile.ProfileId)
            _spend!.Reprice(chosen.UsdPerReplicaHour!.Value);
        _quote = Quoter.Price(_request, quote with
        {
            Chosen = chosen,
            Alternatives = [.. All(quote).Where(other => other.Profile.ProfileId != chosen.Profile.ProfileId)],
            Replicas = replicas,
        });
    }

    private async ValueTask SaveAsync(CancellationToken cancellationToken)
    {
        if (_recorder is not null)
            await _recorder.SaveAsync(Record, cancellationToken).ConfigureAwait(false);
    }

    private bool IsExpired => _request.Deadline != Timeout.InfiniteTimeSpan && _time.GetElapsedTime(_started) >= _request.Deadline;

    private void Report(RentStage stage, string message, DedicatedDeployment? deployment = null)
    {
        _stage = stage;
        _progress?.Report(new RentProgress
        {
            Stage = stage,
            At = _time.GetUtcNow(),
            Elapsed = _time.GetElapsedTime(_started),
            Message = message,
            EndpointId = _begun?.EndpointId,
            Deployment = deployment,
            SpentUsd = _spend?.Usd ?? 0,
        });
    }

    private RentFailedException Failure(string message, Exception? cause = null) => new(message, cause) { Stage = _stage, Deployment = _deployment };

    private static IEnumerable<QuotedProfile> All(Quote quote) => [quote.Chosen, .. quote.Alternatives];
}
