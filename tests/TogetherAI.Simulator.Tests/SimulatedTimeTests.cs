namespace TogetherAI.Simulator.Tests;

public sealed class SimulatedTimeTests
{
    [Fact]
    public void Events_happen_in_the_order_of_their_times_and_at_the_same_time_in_the_order_they_were_planned()
    {
        SimulatedTime time = new();
        List<string> happened = [];
        time.Plan(20, static state => ((List<string>)state).Add("late"), happened);
        time.Plan(10, static state => ((List<string>)state).Add("first"), happened);
        time.Plan(10, static state => ((List<string>)state).Add("second"), happened);
        Run(time);
        Assert.Equal(["first", "second", "late"], happened);
        Assert.Equal(20, time.Now);
    }

    [Fact]
    public void A_timer_that_is_moved_later_fires_once_and_then()
    {
        SimulatedTime time = new();
        List<long> fired = [];
        ITimer timer = time.CreateTimer(_ => fired.Add(time.Now), null, TimeSpan.FromTicks(10), Timeout.InfiniteTimeSpan);
        timer.Change(TimeSpan.FromTicks(30), Timeout.InfiniteTimeSpan);
        Run(time);
        Assert.Equal([30], fired);
    }

    [Fact]
    public void A_timer_that_is_moved_sooner_fires_once_and_then()
    {
        SimulatedTime time = new();
        List<long> fired = [];
        ITimer timer = time.CreateTimer(_ => fired.Add(time.Now), null, TimeSpan.FromTicks(30), Timeout.InfiniteTimeSpan);
        timer.Change(TimeSpan.FromTicks(10), Timeout.InfiniteTimeSpan);
        Run(time);
        Assert.Equal([10], fired);
    }

    [Fact]
    public void A_timer_that_is_turned_off_or_disposed_never_fires()
    {
        SimulatedTime time = new();
        int fired = 0;
        ITimer off = time.CreateTimer(_ => fired++, null, TimeSpan.FromTicks(10), Timeout.InfiniteTimeSpan);
        off.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        time.CreateTimer(_ => fired++, null, TimeSpan.FromTicks(10), Timeout.InfiniteTimeSpan).Dispose();
        Run(time);
        Assert.Equal(0, fired);
    }

    [Fact]
    public void A_timer_with_a_period_fires_until_it_is_disposed()
    {
        SimulatedTime time = new();
        List<long> fired = [];
        ITimer? timer = null;
        timer = time.CreateTimer(
            _ =>
            {
                fired.Add(time.Now);
                if (fired.Count == 3)
                    timer!.Dispose();
            },
            null,
            TimeSpan.FromTicks(5),
            TimeSpan.FromTicks(10));
        Run(time);
        Assert.Equal([5, 15, 25], fired);
    }

    [Fact]
    public async Task What_awaits_a_delay_goes_on_inside_the_event_that_ends_it()
    {
        SimulatedTime time = new();
        Task delay = WaitAsync(time);
        Assert.False(delay.IsCompleted);
        Run(time);
        Assert.True(delay.IsCompleted);
        await delay;

        static async Task WaitAsync(SimulatedTime time) => await Task.Delay(TimeSpan.FromHours(1), time).ConfigureAwait(false);
    }

    [Fact]
    public void Another_thread_fails_the_run()
    {
        SimulatedTime time = new();
        time.Plan(1, static _ => { }, time);
        Thread other = new(() => Assert.Throws<InvalidOperationException>(() => time.GetTimestamp()));
        other.Start();
        other.Join();
        Assert.Throws<InvalidOperationException>(() => time.Step());
    }

    private static void Run(SimulatedTime time)
    {
        while (time.Step())
        {
        }
    }
}
