using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace TogetherAI;

/// <summary>Counts what happens in a run, tells whoever asked, and writes the log. Thread-safe; tells one thing at a time.</summary>
internal sealed class BatchRunReporter(IProgress<BatchRunProgress>? progress, TogetherClientOptions client)
{
    private const int EveryInputs = 1000;

    private readonly Lock _gate = new();
    private readonly TimeProvider _time = client.TimeProvider;
    private readonly ILogger _logger = client.LoggerFactory?.CreateLogger("TogetherAI.BatchRun") ?? NullLogger.Instance;
    private BatchRunProgress _now = new();
    private BatchPace _pace = new(started: 0, open: 0);
    private long _refused;

    public void Read(long inputs)
    {
        if (inputs % EveryInputs == 0)
            Change(now => now with { Inputs = inputs });
    }

    /// <summary>The request of an input cannot be sent.</summary>
    public void Refused() => _refused++;

    /// <summary>All inputs are on disk, and what there is to do is known.</summary>
    public void Start(string journal, IReadOnlyList<BatchShard> shards, BatchPrices prices)
    {
        long inputs = shards.Sum(static shard => shard.Count);
        long settled = shards.Where(static shard => shard.IsFinished).Sum(static shard => shard.Count);
        long delivered = shards.Sum(static shard => shard.Delivered);
        long failed = shards.Sum(static shard => shard.Used.Failed);
        decimal? most = prices.Of(shards);
        int jobs = shards.Count(static shard => !shard.IsRefused);
        long unlimited = shards.Sum(static shard => shard.Unlimited);
        _pace = new BatchPace(_time.GetTimestamp(), inputs - settled);
        Change(now => now with
        {
            Inputs = inputs,
            Jobs = jobs,
            JobsEnded = shards.Count(static shard => shard is { IsFinished: true, IsRefused: false }),
            Delivered = delivered,
            Failed = failed,
            Answered = delivered - failed,
            Tokens = shards.Sum(static shard => shard.Used.PromptTokens + shard.Used.CompletionTokens),
            SpentUsd = shards.Aggregate((decimal?)0, (sum, shard) => sum + Spent(shard, prices)),
            MostUsd = most,
            UnlimitedRequests = unlimited,
            IsStarted = true,
        });
        BatchRunLog.Started(_logger, journal, inputs, jobs, delivered, most);
        if (unlimited > 0)
            BatchRunLog.Unlimited(_logger, unlimited, ChatWork.UnlimitedTokens);
        if (_refused > 0)
            BatchRunLog.Refused(_logger, _refused);
    }

    /// <summary>Requests are on their way at the service; a negative number, no more.</summary>
    public void Submit(long requests) => Change(now => now with { Submitted = now.Submitted + requests });

    public void Submitted(BatchShard shard, string job, long requests) => BatchRunLog.Submitted(_logger, job, shard.Number + 1, requests, shard.Model);

    public void Ended(BatchShard shard, BatchJob job) => BatchRunLog.Ended(
        _logger, job.Status == BatchStatus.Completed ? LogLevel.Information : LogLevel.Warning, job.Id, shard.Number + 1, job.Status?.Value ?? "", job.Error);

    /// <summary>The service does not know a job any more.</summary>
    public void JobGone(BatchShard shard, string job, long requests) => BatchRunLog.JobGone(_logger, job, shard.Number + 1, requests);

    /// <summary>The file that a job was to be made of is gone from the service.</summary>
    public void FileGone(BatchShard shard, string file) => BatchRunLog.FileGone(_logger, file, shard.Number + 1);

    /// <summary>A file of a job's results is gone from the service.</summary>
    public void ResultsGone(BatchShard shard, string job, string file) => BatchRunLog.ResultsGone(_logger, file, job, shard.Number + 1);

    /// <summary>The run is ending before its end.</summary>
    public void Stopped(string reason) => BatchRunLog.Stopped(_logger, reason);

    /// <summary>Requests failed, and are asked once more.</summary>
    public void Repeat(BatchShard shard, long requests)
    {
        BatchRunLog.Repeating(_logger, requests, shard.Number + 1);
        Change(now => now with { Repeated = now.Repeated + requests });
    }

    /// <summary>The last word on requests is on disk.</summary>
    public void Settle(BatchShard shard, long requests)
    {
        lock (_gate)
            _pace.Settle(shard.Number, requests);
        Change(static now => now);
    }

    public void Finish(BatchShard shard)
    {
        lock (_gate)
            _pace.Finish(shard.Number, shard.Count);
        Change(static now => now with { JobsEnded = now.JobsEnded + 1 });
    }

    public void Change(Func<BatchRunProgress, BatchRunProgress> change)
    {
        lock (_gate)
        {
            _now = change(_now);
            if (_now.IsStarted)
                _now = _now with { TimeLeft = _pace.TimeLeft(_time), ProjectedUsd = Projected(_now) };
            progress?.Report(_now);
        }
    }

    public void End()
    {
        lock (_gate)
            BatchRunLog.Delivered(_logger, _now.Delivered, _now.Inputs, _now.Failed, _now.SpentUsd);
    }

    // Answers that do not tell what they used leave it open.
    private static decimal? Spent(BatchShard shard, BatchPrices prices) => shard.Delivered > shard.Used.Failed && shard.Used.PromptTokens == 0
        ? null
        : prices.Of(shard.Model, shard.Used.PromptTokens, shard.Used.CompletionTokens);

    private static decimal? Projected(BatchRunProgress now) => now.Answered == 0 ? null : now.SpentUsd / now.Answered * (now.Inputs - now.Failed);
}
