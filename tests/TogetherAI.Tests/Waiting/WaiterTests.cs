namespace TogetherAI.Tests.Waiting;

public class WaiterTests
{
    [Fact]
    public async Task It_looks_reports_and_pauses_until_the_work_has_ended()
    {
        ManualTimeProvider time = new() { SkipWaitsUpTo = TimeSpan.FromHours(1) };
        DateTimeOffset start = time.GetUtcNow();
        List<double> looks = [];
        Seen seen = new();
        int ended = await Waiter.WaitAsync(
            _ =>
            {
                looks.Add((time.GetUtcNow() - start).TotalSeconds);
                return Task.FromResult(looks.Count);
            },
            count => count == 6,
            options: null, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30), seen, time, default);
        Assert.Equal(6, ended);
        Assert.Equal([0, 10, 25, 47.5, 77.5, 107.5], looks);
        Assert.Equal([1, 2, 3, 4, 5, 6], seen.States);
    }

    [Fact]
    public async Task At_the_deadline_it_looks_once_more_and_then_says_so()
    {
        ManualTimeProvider time = new() { SkipWaitsUpTo = TimeSpan.FromHours(1) };
        int looks = 0;
        TogetherTimeoutException thrown = await Assert.ThrowsAsync<TogetherTimeoutException>(() => Waiter.WaitAsync(
            _ => Task.FromResult(++looks), _ => false, new WaitOptions { Deadline = TimeSpan.FromSeconds(15), Interval = TimeSpan.FromSeconds(10) },
            TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), null, time, default));
        Assert.Equal((TimeoutKind.Wait, TimeSpan.FromSeconds(15), 3), (thrown.Kind, thrown.Limit, looks));
        Assert.Contains("WaitOptions.Deadline", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_wait_ends_at_once()
    {
        ManualTimeProvider time = new();
        using CancellationTokenSource source = new();
        Task wait = Waiter.WaitAsync(_ => Task.FromResult(0), _ => false, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), null, time, source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        Assert.Equal(0, time.Pending);
    }

    public static TheoryData<WaitOptions> Faults =>
    [
        new WaitOptions { Deadline = TimeSpan.Zero },
        new WaitOptions { Interval = TimeSpan.Zero },
        new WaitOptions { Interval = TimeSpan.FromSeconds(2), MaxInterval = TimeSpan.FromSeconds(1) },
    ];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Faulty_options_are_refused(WaitOptions options) => await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Waiter.WaitAsync(
        _ => Task.FromResult(0), _ => true, options, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), null, TimeProvider.System, default));

    private sealed class Seen : IProgress<int>
    {
        public List<int> States { get; } = [];

        public void Report(int value) => States.Add(value);
    }
}
