using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace TogetherAI;

/// <summary>
/// Counts what dedicated endpoints cost: the service's price × ready replicas × minutes, by endpoint and label. What it did not see happen it
/// takes to have been the dearer way: a replica ran from the look before it was seen, to the look at which it was gone. Holds the costs against
/// budgets, and stops what a budget with a hard stop no longer pays for. Thread-safe; it looks once at a time.
/// </summary>
public sealed class CostMeter
{
    private static readonly TimeSpan s_hookTime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_pricesLast = TimeSpan.FromHours(1);

    private readonly TogetherClient _client;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CostLedger _ledger;
    private readonly BudgetWatch[] _budgets;
    private readonly SemaphoreSlim _looking = new(1, 1);
    private List<DedicatedDeployment> _running = []; // and what starts, as of the last look that could be made
    private PriceList? _prices;
    private long _pricesRead;

    /// <summary>Makes a meter. It counts from its first look.</summary>
    /// <param name="client">The client whose project is watched; its clock and its loggers are the meter's too. Not disposed with the meter.</param>
    /// <param name="options">What to count; null for everything, without a budget.</param>
    /// <exception cref="ArgumentException">An option is out of its bounds; the message names each.</exception>
    public CostMeter(TogetherClient client, CostMeterOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        Options = options ?? new CostMeterOptions();
        Options.ThrowOnFaults();
        _client = client;
        _time = client.Options.TimeProvider;
        _logger = client.Options.LoggerFactory?.CreateLogger<CostMeter>() ?? (ILogger)NullLogger.Instance;
        _ledger = new CostLedger(_time.GetUtcNow(), Options.Labels, Options.AlreadySpentThisMonthUsd);
        _budgets = [.. Options.Budgets.Select(static budget => new BudgetWatch(budget))];
    }

    /// <summary>What it counts.</summary>
    public CostMeterOptions Options { get; }

    /// <summary>Looks again and again, until it is cancelled. A look that fails is logged: what ran is then taken to run on.</summary>
    /// <param name="progress">Told every report; null for nobody.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    /// <returns>A task that ends with the watch.</returns>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task RunAsync(IProgress<CostReport>? progress = null, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            try
            {
                progress?.Report(await ReadAsync(cancellationToken).ConfigureAwait(false));
            }
            catch (TogetherException exception)
            {
                CostLog.Blind(_logger, exception.Summary);
            }

            await BackgroundPause.WaitAsync(Options.Poll, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Looks once, and stops what a budget no longer pays for.</summary>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <returns>What was spent so far.</returns>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it. What ran is taken to run on.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<CostReport> ReadAsync(CancellationToken cancellationToken = default)
    {
        await _looking.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            CostReport report;
            try
            {
                PriceList prices = await PricesAsync(cancellationToken).ConfigureAwait(false);
                List<CostSighting> seen = await SeeAsync(cancellationToken).ConfigureAwait(false);
                DateTimeOffset now = _time.GetUtcNow();
                _ledger.Observe(seen, prices.CentsPerHour, now);
                report = _ledger.Report(now);
            }
            catch (TogetherException)
            {
                // The money runs on while the service cannot be read, and so do the alarms and the stops.
                await KeepBudgetsAsync(_ledger.Report(_time.GetUtcNow()), cancellationToken).ConfigureAwait(false);
                throw;
            }

            await KeepBudgetsAsync(report, cancellationToken).ConfigureAwait(false);
            return report;
        }
        finally
        {
            _looking.Release();
        }
    }

    private async Task<PriceList> PricesAsync(CancellationToken cancellationToken)
    {
        if (_prices is null || _time.GetElapsedTime(_pricesRead) > s_pricesLast)
        {
            _prices = await PriceList.ReadAsync(_client, cancellationToken).ConfigureAwait(false);
            _pricesRead = _time.GetTimestamp();
        }

        return _prices;
    }

    private async Task<List<CostSighting>> SeeAsync(CancellationToken cancellationToken)
    {
        List<CostSighting> seen = [];
        List<DedicatedDeployment> running = [];
        await foreach (DedicatedEndpoint endpoint in _client.Dedicated.Endpoints.ListAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            if (Options.Endpoints is { } named && !named.Any(name => EndpointNames.Matches(name, endpoint)))
                continue;
            try
            {
                await foreach (DedicatedDeployment deployment in _client.Dedicated.Deployments.ListAsync(endpoint.Id, cancellationToken: cancellationToken).ConfigureAwait(false))
                {
                    seen.Add(new CostSighting(endpoint.Id, endpoint.Name, deployment.Id, deployment.Hardware, deployment.Status.ReadyReplicas ?? 0)
                    {
                        IsStopping = deployment.Status.State == DeploymentState.Stopping,
                    });
                    if (deployment.Autoscaling is not { MinReplicas: 0, MaxReplicas: 0 } && deployment.Status.State != DeploymentState.Stopped)
                        running.Add(deployment with { EndpointId = endpoint.Id });
                }
            }
            catch (TogetherNotFoundException)
            {
                // Deleted since it was listed.
            }
        }

        _running = running;
        return seen;
    }

    private async Task KeepBudgetsAsync(CostReport report, CancellationToken cancellationToken)
    {
        await CheckAsync(report, cancellationToken).ConfigureAwait(false);
        await StopAsync(report, cancellationToken).ConfigureAwait(false);
    }

    private async Task CheckAsync(CostReport report, CancellationToken cancellationToken)
    {
        foreach (BudgetWatch watch in _budgets)
        {
            foreach (BudgetAlarm alarm in watch.Check(report, Options.AlreadySpentThisMonthUsd, Options.Poll))
            {
                CostLog.Alarm(_logger, alarm.Kind, alarm.Message);
                if (Options.Notify is not { } notify)
                    continue;
                using CancellationTokenSource limit = new(s_hookTime, _time);
                using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
                try
                {
                    await notify(alarm, both.Token).WaitAsync(both.Token).ConfigureAwait(false);
                }
                catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
                {
                    CostLog.HookFailed(_logger, exception.GetType().Name);
                }
            }
        }
    }

    /// <summary>Stops everything, starting ones included: they would be billed as soon as they run. What fails is tried again at the next look.</summary>
    private async Task StopAsync(CostReport report, CancellationToken cancellationToken)
    {
        foreach (DedicatedDeployment deployment in _running)
        {
            EndpointCost? cost = report.Endpoints.FirstOrDefault(cost => cost.EndpointId == deployment.EndpointId);
            if (cost is null || !_budgets.Any(watch => watch.MustStop && watch.Budget.Covers(cost)))
                continue;
            try
            {
                await _client.Dedicated.Deployments.StopAsync(deployment.EndpointId, deployment.Id, cancellationToken).ConfigureAwait(false);
                CostLog.Stopped(_logger, cost.EndpointName, deployment.Id);
            }
            catch (TogetherNotFoundException)
            {
                // It is gone.
            }
            catch (TogetherException exception)
            {
                CostLog.StopFailed(_logger, cost.EndpointName, deployment.Id, exception.Summary);
            }
        }
    }
}
