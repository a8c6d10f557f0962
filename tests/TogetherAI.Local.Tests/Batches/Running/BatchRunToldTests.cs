using Microsoft.Extensions.Logging;

namespace TogetherAI.Local.Tests.Batches.Running;

/// <summary>What a run tells while it goes: how long it still takes, what it will have cost, and the log.</summary>
public class BatchRunToldTests
{
    [Fact]
    public async Task Time_left_follows_the_pace_and_the_cost_what_was_used()
    {
        await using Corpus corpus = await Corpus.StartAsync(o => o.Batches.TimePerRequest = TimeSpan.FromMinutes(1));
        using TogetherClient client = corpus.Cloud.CreateClient();
        List<BatchRunProgress> told = [];
        BatchRunOptions options = corpus.Options with { JobsAtATime = 1, Progress = new List(told) };
        DateTimeOffset start = corpus.TimeProvider.GetUtcNow();
        await client.Batches.RunAsync(Corpus.Inputs(30), static text => text, Corpus.Ask, options).ToListAsync();
        TimeSpan took = corpus.TimeProvider.GetUtcNow() - start;

        Assert.All(told.Where(static now => now.Jobs > 0 && now.JobsEnded == 0), static now => Assert.Null(now.TimeLeft));
        TimeSpan afterOne = told.First(static now => now.JobsEnded == 1).TimeLeft!.Value;
        Assert.InRange(afterOne / took, 0.6, 0.7); // two of three jobs that are alike
        Assert.Equal(TimeSpan.Zero, told[^1].TimeLeft);

        Assert.Null(told.First(static now => now.Jobs > 0).ProjectedUsd);
        BatchRunProgress halfway = told.First(static now => now.Answered == 15);
        Assert.InRange(halfway.ProjectedUsd!.Value / told[^1].SpentUsd!.Value, 0.9m, 1.1m);
        Assert.True(halfway.SpentUsd < halfway.ProjectedUsd && halfway.ProjectedUsd < halfway.MostUsd);
        Assert.Equal(told[^1].SpentUsd, told[^1].ProjectedUsd);
    }

    [Fact]
    public async Task What_earlier_lives_used_is_not_forgotten()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        using TogetherClient client = corpus.Cloud.CreateClient();
        corpus.Cloud.Faults.OnBatchRequests().When(static request => request.LastUserText == "text 2").Respond(400);
        int seen = 0;
        await foreach (BatchResult<string> _ in client.Batches.RunAsync(Corpus.Inputs(25), static text => text, Corpus.Ask, corpus.Options))
        {
            if (++seen == 18)
                break;
        }

        await corpus.RunAsync(Corpus.Inputs(25));
        BatchRunProgress told = corpus.Progress;
        Assert.Equal((24L, 1L, 25L), (told.Answered, told.Failed, told.Delivered));
        await using Corpus whole = await Corpus.StartAsync();
        whole.Cloud.Faults.OnBatchRequests().When(static request => request.LastUserText == "text 2").Respond(400);
        await whole.RunAsync(Corpus.Inputs(25));
        Assert.Equal((whole.Progress.Tokens, whole.Progress.SpentUsd), (told.Tokens, told.SpentUsd));
    }

    [Fact]
    public async Task The_log_says_what_is_done_and_nothing_of_what_is_asked()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        Log log = new();
        using TogetherClient client = corpus.Cloud.CreateClient(o => o.LoggerFactory = log);
        corpus.Cloud.Batches.OnNext().LoseAnswer();
        await client.Batches.RunAsync(Corpus.Inputs(4), static text => text, Corpus.Ask, corpus.Options).ToListAsync();
        Assert.Equal([400, 401, 402, 403, 401, 402, 404], log.Lines.Select(static line => line.Event));
        Assert.StartsWith(corpus.Journal + ": 4 inputs in 1 jobs, 0 delivered before, at most 0.", log.Lines[0].Text, StringComparison.Ordinal);
        Assert.Contains("part 1: 4 requests to tai-tiny are at the service", log.Lines[1].Text, StringComparison.Ordinal);
        Assert.Equal("1 requests of part 1 failed and are asked once more", log.Lines[3].Text);
        Assert.StartsWith("4 of 4 results delivered, 0 of them failures", log.Lines[^1].Text, StringComparison.Ordinal);
        Assert.All(log.Lines, static line => Assert.DoesNotContain("text 1", line.Text, StringComparison.Ordinal));
    }

    private sealed class List(List<BatchRunProgress> told) : IProgress<BatchRunProgress>
    {
        public void Report(BatchRunProgress value) => told.Add(value);
    }

    private sealed class Log : ILoggerFactory, ILogger
    {
        public List<(int Event, string Text)> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => categoryName == "TogetherAI.BatchRun" ? this : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (Lines)
                Lines.Add((eventId.Id, formatter(state, exception)));
        }

        public void Dispose()
        {
        }
    }
}
