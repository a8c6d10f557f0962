namespace TogetherAI.Tests.Routing;

public class PendingFirstTokensTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void It_knows_the_oldest_and_forgets_who_left()
    {
        PendingFirstTokens pending = new(_time);
        int first = pending.Enter(100);
        _time.Advance(TimeSpan.FromSeconds(1));
        int second = pending.Enter(20);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((2, 120L, TimeSpan.FromSeconds(2)), (pending.Count, pending.PromptTokens, pending.OldestAge()));

        pending.Leave(first);
        Assert.Equal((1, 20L, TimeSpan.FromSeconds(1)), (pending.Count, pending.PromptTokens, pending.OldestAge()));
        pending.Leave(second);
        Assert.Equal((0, 0L, TimeSpan.Zero), (pending.Count, pending.PromptTokens, pending.OldestAge()));
    }

    [Fact]
    public void The_oldest_is_found_wherever_it_stands()
    {
        PendingFirstTokens pending = new(_time);
        int[] tickets = new int[70];
        for (int i = 0; i < tickets.Length; i++)
        {
            tickets[i] = pending.Enter(1);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        for (int i = 0; i < tickets.Length; i++)
        {
            Assert.Equal(TimeSpan.FromSeconds(70 - i), pending.OldestAge());
            pending.Leave(tickets[i]);
        }
    }

    [Fact]
    public void More_than_it_has_slots_for_are_counted_all_the_same()
    {
        PendingFirstTokens pending = new(_time);
        int[] tickets = [.. Enumerable.Range(0, 1500).Select(i => pending.Enter(i))];
        Assert.Equal((1500, 1500L * 1499 / 2), (pending.Count, pending.PromptTokens));
        Assert.All(tickets, pending.Leave);
        Assert.Equal((0, 0L), (pending.Count, pending.PromptTokens));
    }

    [Fact]
    public void Leaving_twice_is_refused()
    {
        PendingFirstTokens pending = new(_time);
        int ticket = pending.Enter(1);
        pending.Leave(ticket);
        Assert.Throws<InvalidOperationException>(() => pending.Leave(ticket));
        Assert.Equal(0, pending.Count);
    }

    [Fact]
    public void Many_threads_leave_nothing_behind()
    {
        PendingFirstTokens pending = new(_time);
        Parallel.For(0, 8, worker =>
        {
            for (int i = 0; i < 2_000; i++)
            {
                int[] tickets = [pending.Enter(worker), pending.Enter(i), pending.Enter(7)];
                Assert.True(pending.Count >= 3);
                pending.Leave(tickets[1]);
                pending.Leave(tickets[0]);
                pending.Leave(tickets[2]);
            }
        });
        Assert.Equal((0, 0L, TimeSpan.Zero), (pending.Count, pending.PromptTokens, pending.OldestAge()));
    }

    [Fact]
    public void It_allocates_nothing()
    {
        PendingFirstTokens pending = new(_time);
        Assert.Equal(0, Allocated.By(() =>
        {
            int ticket = pending.Enter(5);
            _ = pending.OldestAge();
            pending.Leave(ticket);
        }));
    }
}
