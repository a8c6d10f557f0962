using TogetherAI.Engine.Generation;
using TogetherAI.Engine.Models;

namespace TogetherAI.Engine.Tests.Generation.Scheduling;

/// <summary>Who comes when.</summary>
public class TurnTests
{
    private static readonly GenerationEngineOptions s_options = new() { Threads = 1, StepsAhead = 1000, Speculation = SpeculationOptions.None };

    [Fact]
    public void A_short_prompt_is_read_beside_a_long_one_and_the_others_go_on_generating()
    {
        using EngineByHand engine = new(s_options with { MaxBatchTokens = 64 });
        Sequence talking = engine.Add(Request(5));
        engine.Turn();
        Sequence reading = engine.Add(Request(900));
        engine.Turn();
        Sequence brief = engine.Add(Request(20));
        engine.Turn();
        Assert.Equal((3, 1), (talking.Steps.Count, brief.Steps.Count));

        // What the short one left went to the long one.
        Assert.Equal(63 + (63 - 20), reading.Cache!.Length);
    }

    [Fact]
    public void A_caller_with_one_request_does_not_wait_for_one_with_many()
    {
        using EngineByHand engine = new(s_options with { MaxActiveSequences = 4 });
        Sequence[] many = [.. Enumerable.Range(0, 20).Select(i => engine.Add(Request(10 + i, "many")))];
        for (int i = 0; i < 5; i++)
            engine.Turn();

        // Even if it has had more than its share.
        Sequence one = engine.Add(Request(10, "one"));
        one.Turn.Account!.Served = 10_000;
        engine.Turn();
        Assert.Equal(1, one.Steps.Count);
        Assert.Equal(3, many.Count(sequence => sequence.Cache is not null));

        // The one that gave way goes on where it was.
        one.Abandon();
        int ahead = many[3].Steps.Count;
        engine.Turn();
        Assert.Equal(ahead + 1, many[3].Steps.Count);
    }

    [Fact]
    public void Callers_get_equal_shares_of_the_tokens_however_many_requests_they_have()
    {
        using EngineByHand engine = new(s_options with { MaxActiveSequences = 3, MaxBatchTokens = 32 });
        Dictionary<string, int> ended = new(StringComparer.Ordinal) { ["many"] = 0, ["few"] = 0 };
        List<Sequence> present = [];
        for (int turn = 0; turn < 1500; turn++)
        {
            // One always has eight requests here, the other two.
            foreach ((string caller, int wanted) in (ReadOnlySpan<(string, int)>)[("many", 8), ("few", 2)])
            {
                for (int missing = wanted - present.Count(one => one.Caller == caller); missing > 0; missing--)
                    present.Add(engine.Add(Request(20, caller) with { MaxTokens = 10 }));
            }

            engine.Turn();
            foreach (Sequence sequence in present.Where(one => one.Released.IsCompleted).ToArray())
            {
                ended[sequence.Caller]++;
                present.Remove(sequence);
            }
        }

        Assert.InRange((double)ended["few"] / ended["many"], 0.8, 1.25);
    }

    [Fact]
    public void Of_prompts_the_callers_have_equal_shares_too()
    {
        using EngineByHand engine = new(s_options with { MaxBatchTokens = 60 });
        Sequence[] many = [.. Enumerable.Range(0, 5).Select(i => engine.Add(Request(800 + i, "many")))];
        Sequence one = engine.Add(Request(850, "one"));
        engine.Turn();
        Assert.Equal(30, one.Cache!.Length);
        Assert.Equal([6, 6, 6, 6, 6], many.Select(sequence => sequence.Cache!.Length));
    }

    [Fact]
    public void A_request_whose_beginning_is_at_hand_comes_first_but_not_for_ever()
    {
        using EngineByHand engine = new(s_options with { MaxActiveSequences = 1 });
        int[] known = [.. Enumerable.Range(0, 80).Select(i => 3 * i)];
        Finish(engine, engine.Add(new GenerationRequest { Prompt = known, MaxTokens = 1 }));
        Sequence other = engine.Add(Request(80) with { MaxTokens = 1 });
        for (int before = 0; before < 20; before++)
        {
            Sequence alike = engine.Add(new GenerationRequest { Prompt = [.. known, before], MaxTokens = 1 });
            engine.Turn();
            if (other.Released.IsCompleted)
            {
                Assert.Equal(8, before);
                return;
            }

            Assert.True(alike.Released.IsCompleted);
        }

        Assert.Fail("It never came.");
    }

    [Fact]
    public void One_whose_reader_is_behind_gives_its_place_to_one_that_waits()
    {
        using EngineByHand engine = new(s_options with { MaxActiveSequences = 1, StepsAhead = 2 });
        Sequence slow = engine.Add(Request(10));
        engine.Turn();
        engine.Turn();
        Sequence next = engine.Add(Request(12) with { MaxTokens = 1 });
        engine.Turn();
        Assert.True(next.Released.IsCompleted);
        Assert.Equal(0, engine.Turn());
        Assert.True(slow.Steps.TryRead(out _));
        Assert.Equal((1, 2), (engine.Turn(), slow.Steps.Count));
    }

    [Fact]
    public void One_that_gave_its_place_comes_back_when_its_reader_has_taken_half_of_what_it_may_be_behind()
    {
        using EngineByHand engine = new(s_options with { MaxActiveSequences = 1, StepsAhead = 4 });
        Sequence[] slow = [engine.Add(Request(10)), engine.Add(Request(12))];
        while (engine.Turn() > 0)
        {
        }

        Assert.Equal((4, 4, 1L), (slow[0].Steps.Count, slow[1].Steps.Count, engine.Scheduler.Preemptions));
        Assert.True(slow[0].Steps.TryRead(out _));
        Assert.Equal(0, engine.Turn());
        Assert.True(slow[0].Steps.TryRead(out _));
        Assert.Equal((1, 1, 0), (engine.Turn(), engine.Turn(), engine.Turn()));
        Assert.Equal(2, engine.Scheduler.Preemptions);
    }

    [Fact]
    public void No_one_gives_way_to_one_that_could_not_come_all_the_same()
    {
        long block = KeyValueBlockPool.BytesOfBlock(TaiTiny.Model.Spec, KeyValueFormat.Float32);
        using EngineByHand engine = new(s_options with { MaxKeyValueBytes = 12 * block, PrefixCacheBytes = 0 });
        Sequence[] small = [.. Enumerable.Range(0, 3).Select(i => engine.Add(Request(60 + i, "many")))];
        engine.Turn();
        Sequence large = engine.Add(Request(350, "one"));
        engine.Turn();
        Assert.Equal((0L, 0), (engine.Scheduler.Preemptions, large.Steps.Count));
        small[0].Abandon();
        engine.Turn();
        Assert.Equal(0, engine.Scheduler.Preemptions);

        // Beside one of the two there is room for it.
        small[1].Abandon();
        small[2].Abandon();
        engine.Turn();
        Assert.NotNull(large.Cache);
    }

    [Fact]
    public void With_few_rows_and_little_memory_those_that_can_go_on_do()
    {
        long block = KeyValueBlockPool.BytesOfBlock(TaiTiny.Model.Spec, KeyValueFormat.Float32);
        using EngineByHand engine = new(s_options with { MaxBatchTokens = 1, MaxKeyValueBytes = 4 * block, PrefixCacheBytes = 0, StepsAhead = 10_000 });
        Sequence[] both = [engine.Add(Request(20) with { MaxTokens = 100 }), engine.Add(Request(24) with { MaxTokens = 100 })];
        while (engine.Scheduler.Count > 0)
            Assert.NotEqual(0, engine.Turn());
        Assert.All(both, sequence => Assert.Equal(100, sequence.Steps.Count));
    }

    [Fact]
    public void Where_memory_is_short_the_earliest_go_on_and_no_more_is_taken_than_allowed()
    {
        int limit = 8;
        long block = KeyValueBlockPool.BytesOfBlock(TaiTiny.Model.Spec, KeyValueFormat.Float32);
        using EngineByHand engine = new(s_options with { MaxKeyValueBytes = limit * block, PrefixCacheBytes = 0, StepsAhead = 10_000 });
        Sequence[] sequences = [.. Enumerable.Range(0, 5).Select(i => engine.Add(Request(20 + i) with { MaxTokens = 150 }))];
        int order = 0;
        while (engine.Turn() > 0)
        {
            Assert.InRange(engine.Workspace.Blocks.InUse, 0, limit);
            while (order < 5 && sequences[order].Released.IsCompleted)
                order++;
            Assert.DoesNotContain(sequences.Skip(order + 2), later => later.Released.IsCompleted);
        }

        Assert.Equal(5, order);
        Assert.All(sequences, sequence => Assert.Equal(150, sequence.Steps.Count));
        Assert.True(engine.Scheduler.Preemptions > 0);
        Assert.Equal((0, 0, 0), (engine.Workspace.Blocks.InUse, engine.Scheduler.Count, engine.Scheduler.Callers));
    }

    private static void Finish(EngineByHand engine, Sequence sequence)
    {
        while (!sequence.Released.IsCompleted)
            Assert.NotEqual(0, engine.Turn());
    }

    /// <summary>Each length is another prompt.</summary>
    private static GenerationRequest Request(int length, string? caller = null) => new()
    {
        Prompt = [.. Enumerable.Range(0, length).Select(i => ((length * 31) + (i * 17)) % 2000)], IgnoreEndOfSequence = true, Caller = caller,
    };
}
