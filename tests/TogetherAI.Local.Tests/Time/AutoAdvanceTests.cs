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
    public async Task A_wait_that_a_timeout_cut_short_is_not_gone_to()
    {
        using CancellationTokenSource timeout = new(TimeSpan.FromSeconds(30), _time);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Delay(TimeSpan.FromSeconds(60), _time, timeout.Token).WaitAsync(Hosts.Patience));
        await Occasion();
        Assert.Equal(Start.AddSeconds(30), _time.GetUtcNow());
    }

    [Fact]
    public async Task Of_two_that_are_due_at_once_the_second_fires_when_what_the_first_set_off_was_served()
    {
        VirtualTimeProvider time = new();
        Task first = BeginAsync();
        Task second = Task.Delay(TimeSpan.FromSeconds(1), time);
        Task later = Task.Delay(TimeSpan.FromSeconds(2), time);
        time.AutoAdvance = true;
        await first.WaitAsync(Hosts.Patience);
        await Occasion(time);
        Assert.False(second.IsCompleted);

        time.EndServing();
        await second.WaitAsync(Hosts.Patience);
        await later.WaitAsync(Hosts.Patience);
        Assert.Equal(Start.AddSeconds(2), time.GetUtcNow());

        async Task BeginAsync()
        {
            await Task.Delay(TimeSpan.FromSeconds(1), time).ConfigureAwait(false);
            time.BeginServing();
        }
    }

    [Fact]
    public async Task A_timeout_on_the_way_to_a_wait_is_dealt_with_before_the_clock_goes_on()
    {
        VirtualTimeProvider time = new();
        TaskCompletionSource fired = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using ITimer timeout = time.CreateTimer(
            _ =>
            {
                time.BeginServing();
                fired.SetResult();
            },
            null,
            TimeSpan.FromSeconds(1),
            Timeout.InfiniteTimeSpan);
        Task wait = Task.Delay(TimeSpan.FromMinutes(1), time);
        time.AutoAdvance = true;
        await fired.Task.WaitAsync(Hosts.Patience);
        await Occasion(time);
        Assert.Equal(Start.AddSeconds(1), time.GetUtcNow());
        time.EndServing();
        await wait.WaitAsync(Hosts.Patience);
    }

    [Fact]
    public async Task A_request_whose_wait_is_over_is_served_again_before_its_code_has_noticed()
    {
        _time.BeginServing();
        Task other = Task.Delay(TimeSpan.FromSeconds(2), _time);
        await _time.WaitServingAsync(TimeSpan.FromSeconds(1), CancellationToken.None).WaitAsync(Hosts.Patience);
        await Occasion();
        Assert.Equal(Start.AddSeconds(1), _time.GetUtcNow());
        _time.EndServing();
        await other.WaitAsync(Hosts.Patience);
    }

    [Fact]
    public async Task A_request_whose_wait_was_cancelled_is_served_again_once()
    {
        using CancellationTokenSource gone = new();
        _time.AutoAdvance = false;
        _time.BeginServing();
        Task wait = _time.WaitServingAsync(TimeSpan.FromSeconds(1), gone.Token);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        Task other = Task.Delay(TimeSpan.FromSeconds(2), _time);
        _time.AutoAdvance = true;
        await Occasion();
        Assert.False(other.IsCompleted);
        _time.EndServing();
        await other.WaitAsync(Hosts.Patience);
    }

    [Fact]
    public async Task A_stalled_request_whose_client_gave_up_is_served_again_once()
    {
        using CancellationTokenSource gone = new();
        _time.AutoAdvance = false;
        _time.BeginServing();
        Task stall = _time.StallServingAsync(gone.Token);
        Assert.Equal(1, _time.Stalled);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stall);
        Assert.Equal(0, _time.Stalled);
        Task other = Task.Delay(TimeSpan.FromSeconds(2), _time);
        _time.AutoAdvance = true;
        await Occasion();
        Assert.False(other.IsCompleted);
        _time.EndServing();
        await other.WaitAsync(Hosts.Patience);
    }

    [Fact]
    public void A_wait_of_no_whole_millisecond_is_none()
    {
        _time.BeginServing();
        Assert.True(_time.WaitServingAsync(TimeSpan.FromMicroseconds(999), CancellationToken.None).IsCompletedSuccessfully);
        Assert.Equal(0, _time.PendingTimers);
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

    // A timer that is due at once fires by the same loop that jumps, however long that jumps no further. Twice: the loop looks around between the two.
    private Task Occasion() => Occasion(_time);

    private static async Task Occasion(VirtualTimeProvider time)
    {
        for (int i = 0; i < 2; i++)
        {
            TaskCompletionSource fired = new(TaskCreationOptions.RunContinuationsAsynchronously);
            await using ITimer timer = time.CreateTimer(_ => fired.SetResult(), null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            await fired.Task.WaitAsync(Hosts.Patience);
        }
    }

    private Task Wait(TimeSpan delay) => Task.Delay(delay, _time).WaitAsync(Hosts.Patience);
}
