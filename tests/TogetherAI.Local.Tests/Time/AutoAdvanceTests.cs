namespace TogetherAI.Local.Tests.Time;

public class AutoAdvanceTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly VirtualTimeProvider _time = new() { AutoAdvance = true };

    [Fact]
    public async Task A_wait_is_over_at_once_and_took_its_time()
    {
        await Wait(TimeSpan.FromHours(24));
        Assert.Equal(Start.AddHours(24), _time.GetUtcNow());
    }

    [Fact]
    public async Task Waits_in_a_row_add_up()
    {
        for (int i = 0; i < 100; i++)
            await Wait(TimeSpan.FromSeconds(1));
        Assert.Equal(Start.AddSeconds(100), _time.GetUtcNow());
    }

    [Fact]
    public async Task A_timeout_that_is_due_later_than_the_wait_does_not_fire()
    {
        using CancellationTokenSource timeout = new(TimeSpan.FromMinutes(5), _time);
        await Wait(TimeSpan.FromSeconds(1));
        Assert.False(timeout.IsCancellationRequested);
        Assert.Equal(Start.AddSeconds(1), _time.GetUtcNow());
    }

    [Fact]
    public async Task A_timeout_that_is_due_earlier_cuts_the_wait_short()
    {
        using CancellationTokenSource timeout = new(TimeSpan.FromSeconds(30), _time);
        OperationCanceledException e = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Task.Delay(TimeSpan.FromSeconds(60), _time, timeout.Token).WaitAsync(Hosts.Patience));
        Assert.Equal(timeout.Token, e.CancellationToken);
    }

    [Fact]
    public async Task Timeouts_alone_never_move_the_clock()
    {
        using CancellationTokenSource source = new(TimeSpan.FromSeconds(1), _time);
        Task limited = new TaskCompletionSource().Task.WaitAsync(TimeSpan.FromSeconds(2), _time);
        Task limitedWithResult = new TaskCompletionSource<int>().Task.WaitAsync(TimeSpan.FromSeconds(2), _time);
        using ITimer own = _time.CreateTimer(static _ => { }, null, TimeSpan.FromSeconds(3), Timeout.InfiniteTimeSpan);
        using PeriodicTimer periodic = new(TimeSpan.FromSeconds(1), _time);

        // A wait of its own proves that the clock did have the occasion.
        await Wait(TimeSpan.FromMilliseconds(1));
        Assert.Equal(Start.AddMilliseconds(1), _time.GetUtcNow());
        Assert.False(source.IsCancellationRequested);
        Assert.False(limited.IsCompleted || limitedWithResult.IsCompleted);
        Assert.Equal(5, _time.PendingTimers);
    }

    [Fact]
    public async Task Waits_of_two_callers_end_in_due_order()
    {
        VirtualTimeProvider time = new();
        List<int> ended = [];
        Task longer = WaitAsync(5);
        Task shorter = WaitAsync(2);
        time.AutoAdvance = true;
        await Task.WhenAll(longer, shorter).WaitAsync(Hosts.Patience);
        Assert.Equal([2, 5], ended);
        Assert.Equal(Start.AddSeconds(5), time.GetUtcNow());

        async Task WaitAsync(int seconds)
        {
            await Task.Delay(TimeSpan.FromSeconds(seconds), time);
            lock (ended)
                ended.Add(seconds);
        }
    }

    [Fact]
    public async Task Switched_off_it_stands_still_again()
    {
        await Wait(TimeSpan.FromSeconds(1));
        _time.AutoAdvance = false;
        Task wait = Task.Delay(TimeSpan.FromSeconds(1), _time);
        Assert.False(wait.IsCompleted);
        Assert.Equal(Start.AddSeconds(1), _time.GetUtcNow());
        _time.Advance(TimeSpan.FromSeconds(1));
        await wait.WaitAsync(Hosts.Patience);
    }

    private Task Wait(TimeSpan delay) => Task.Delay(delay, _time).WaitAsync(Hosts.Patience);
}
