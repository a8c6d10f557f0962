using FsCheck;
using FsCheck.Fluent;

namespace TogetherAI.Tests.Routing;

public class AttemptBudgetTests
{
    private static readonly Config s_config = Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(20_261_122, 7);

    /// <summary>Time to wait in ms, how many arrive, how often an extra is asked for.</summary>
    private static readonly Gen<(int Wait, int Arrive, int Ask)> s_step =
        from wait in Gen.Frequency((8, Gen.Choose(0, 500)), (2, Gen.Choose(500, 20_000)), (1, Gen.Elements(59_999, 60_000, 60_001)))
        from arrive in Gen.Frequency((6, Gen.Choose(0, 10)), (2, Gen.Choose(10, 200)))
        from ask in Gen.Choose(0, 15)
        select (wait, arrive, ask);

    [Fact]
    public void In_every_minute_extras_are_5_percent_of_the_arrivals_or_three() =>
        Check.One(s_config, Prop.ForAll(s_step.ListOf(60).ToArbitrary(), static steps =>
        {
            ManualTimeProvider time = new();
            AttemptBudget budget = new(time);
            List<TimeSpan> arrivals = [], extras = [];
            foreach ((int wait, int arrive, int ask) in steps)
            {
                time.Advance(TimeSpan.FromMilliseconds(wait));
                for (int i = 0; i < arrive; i++)
                {
                    budget.Arrived();
                    arrivals.Add(time.Elapsed);
                }

                for (int i = 0; i < ask; i++)
                {
                    if (budget.TryTake())
                        extras.Add(time.Elapsed);
                }
            }

            // A window that holds the most extras for its arrivals begins or ends with one of them.
            foreach (TimeSpan extra in extras)
            {
                AssertHolds(arrivals, extras, extra, extra + TimeSpan.FromSeconds(60));
                AssertHolds(arrivals, extras, extra - TimeSpan.FromSeconds(60), extra);
            }

            Assert.Equal((arrivals.Count, extras.Count), (budget.Arrivals, budget.Extras));
        }));

    [Fact]
    public void Three_are_free_in_an_outage_and_no_more()
    {
        ManualTimeProvider time = new();
        AttemptBudget budget = new(time);
        Assert.Equal(3, Enumerable.Range(0, 100).Count(_ => budget.TryTake()));
        time.Advance(TimeSpan.FromSeconds(60));
        Assert.False(budget.TryTake());
        time.Advance(TimeSpan.FromTicks(1));
        Assert.True(budget.TryTake());
    }

    [Fact]
    public void Under_load_nearly_the_whole_share_is_given()
    {
        ManualTimeProvider time = new();
        AttemptBudget budget = new(time);
        for (int i = 0; i < 20_000; i++)
        {
            time.Advance(TimeSpan.FromMilliseconds(10));
            budget.Arrived();
            budget.TryTake();
        }

        Assert.InRange(budget.Extras, 700, 1000); // 3.5 to 5 %
    }

    [Fact]
    public void More_extras_than_it_remembers_are_denied()
    {
        ManualTimeProvider time = new();
        AttemptBudget budget = new(time);
        for (int i = 0; i < 200_000; i++)
        {
            budget.Arrived();
            budget.TryTake();
        }

        Assert.Equal(4096, budget.Extras);
    }

    [Fact]
    public void Threads_share_one_budget()
    {
        AttemptBudget budget = new(new ManualTimeProvider());
        Parallel.For(0, 2_000, _ =>
        {
            budget.Arrived();
            budget.TryTake();
        });
        Assert.Equal(2_000, budget.Arrivals);
        Assert.InRange(budget.Extras, 3, 100);
    }

    [Fact]
    public void Asking_allocates_nothing()
    {
        AttemptBudget budget = new(new ManualTimeProvider());
        Assert.Equal(0, Allocated.By(() =>
        {
            budget.Arrived();
            budget.TryTake();
        }));
    }

    private static void AssertHolds(List<TimeSpan> arrivals, List<TimeSpan> extras, TimeSpan from, TimeSpan to)
    {
        int arrived = arrivals.Count(at => at >= from && at <= to);
        int extra = extras.Count(at => at >= from && at <= to);
        Assert.True(extra <= Math.Max(3, arrived * 0.05), $"{extra} extras of {arrived} arrivals from {from} to {to}");
    }
}
