using TogetherAI.Engine.Generation;

namespace TogetherAI.Engine.Tests.Generation;

/// <summary>Many requests, readers that leave, engines that end.</summary>
public class GenerationEngineTests
{
    private static readonly GenerationRequest s_endless = new() { Prompt = TaiTiny.Capital.Ids, IgnoreEndOfSequence = true };

    [Theory]
    [InlineData(1, 16)]
    [InlineData(2, 16)]
    [InlineData(1, 2)]
    public async Task Requests_that_run_together_yield_what_they_yield_alone(int threads, int active)
    {
        GenerationRequest[] requests =
        [
            .. TaiTiny.Cases.Take(6).Select(one => new GenerationRequest { Prompt = one.Ids }),
            .. Enumerable.Range(0, 4).Select(i => new GenerationRequest
            {
                Prompt = Generations.Question("Tell me a short story about a fox"), MaxTokens = 40, Sampling = new SamplingOptions { Temperature = 1, Seed = (ulong)(i / 2) },
            }),
        ];
        await using GenerationEngine engine = new(TaiTiny.Model, new GenerationEngineOptions { Threads = threads, MaxActiveSequences = active, MaxBatchTokens = 7, StepsAhead = 2 });
        List<int[]> alone = [];
        foreach (GenerationRequest request in requests)
            alone.Add((await engine.StepsAsync(request)).Ids());
        List<GenerationStep>[] together = await Task.WhenAll(requests.Select(engine.StepsAsync));

        Assert.Equal(alone, together.Select(steps => steps.Ids()));
        Assert.Equal(TaiTiny.Cases.Take(6).Select(one => one.GreedyText), together.Take(6).Select(steps => steps.Text()));
        Assert.Equal(alone[6], alone[7]);
        Assert.NotEqual(alone[6], alone[8]);
        Assert.Equal((0, 0), (engine.SequenceCount, engine.BlocksInUse));
    }

    [Fact]
    public async Task Leaving_the_loop_frees_the_sequence()
    {
        await using GenerationEngine engine = new(TaiTiny.Model);
        int seen = 0;
        await foreach (GenerationStep step in engine.GenerateAsync(s_endless))
        {
            Assert.Equal(1, engine.SequenceCount);
            Assert.InRange(engine.BlocksInUse, 1, 32);
            if (++seen == 5)
                break;
        }

        Assert.Equal((0, 0), (engine.SequenceCount, engine.BlocksInUse));
    }

    [Fact]
    public async Task Cancelling_ends_the_sequence_with_the_callers_own_exception_and_frees_it()
    {
        await using GenerationEngine engine = new(TaiTiny.Model);
        using CancellationTokenSource cancellation = new();
        int seen = 0;
        OperationCanceledException fault = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (GenerationStep step in engine.GenerateAsync(s_endless, cancellation.Token))
            {
                if (++seen == 5)
                    await cancellation.CancelAsync();
            }
        });
        Assert.Equal(cancellation.Token, fault.CancellationToken);
        Assert.Equal((0, 0), (engine.SequenceCount, engine.BlocksInUse));

        // A token that is already cancelled never reaches the engine.
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await engine.GenerateAsync(s_endless, cancellation.Token).GetAsyncEnumerator().MoveNextAsync());
        Assert.Equal(0, engine.SequenceCount);
    }

    [Fact]
    public async Task A_reader_that_stops_reading_holds_up_its_own_sequence_only()
    {
        await using GenerationEngine engine = new(TaiTiny.Model, new GenerationEngineOptions { StepsAhead = 3 });
        await using IAsyncEnumerator<GenerationStep> slow = engine.GenerateAsync(s_endless).GetAsyncEnumerator();
        Assert.True(await slow.MoveNextAsync());
        Assert.Equal("The capital of France is Paris.", (await engine.StepsAsync(new GenerationRequest { Prompt = TaiTiny.Capital.Ids })).Text());

        // 16 tokens of prompt and 3 steps ahead fit into one block; running on would have taken a second.
        Assert.Equal(1, engine.BlocksInUse);
        for (int i = 0; i < 40; i++)
            Assert.True(await slow.MoveNextAsync());
        Assert.Equal(2, engine.BlocksInUse);
    }

    [Fact]
    public async Task A_request_that_waits_for_its_turn_can_be_left()
    {
        await using GenerationEngine engine = new(TaiTiny.Model, new GenerationEngineOptions { MaxActiveSequences = 1, StepsAhead = 1 });
        await using IAsyncEnumerator<GenerationStep> first = engine.GenerateAsync(s_endless).GetAsyncEnumerator();
        Assert.True(await first.MoveNextAsync());
        using CancellationTokenSource cancellation = new();
        Task<List<GenerationStep>> waiting = ReadAsync(engine, cancellation.Token);
        Assert.Equal(2, engine.SequenceCount);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(1, engine.SequenceCount);
    }

    [Fact]
    public async Task Disposing_the_engine_ends_active_and_waiting_sequences()
    {
        GenerationEngine engine = new(TaiTiny.Model, new GenerationEngineOptions { MaxActiveSequences = 1, StepsAhead = 1 });
        IAsyncEnumerator<GenerationStep> active = engine.GenerateAsync(s_endless).GetAsyncEnumerator();
        Assert.True(await active.MoveNextAsync());
        Task<List<GenerationStep>> waiting = ReadAsync(engine, CancellationToken.None);
        await engine.DisposeAsync();
        engine.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () =>
        {
            while (await active.MoveNextAsync())
            {
            }
        });
        await active.DisposeAsync();
        Assert.Throws<ObjectDisposedException>(() => engine.GenerateAsync(s_endless));
    }

    [Fact]
    public async Task A_model_disposed_under_an_engine_stays_mapped_until_the_engine_ends()
    {
        LanguageModel model = LanguageModel.Load(TaiTiny.Folder);
        GenerationEngine engine = new(model);
        model.Dispose();
        Assert.Equal("The capital of France is Paris.", (await engine.StepsAsync(new GenerationRequest { Prompt = TaiTiny.Capital.Ids })).Text());
        await engine.DisposeAsync();
        Assert.Throws<ObjectDisposedException>(() => new GenerationEngine(model));
    }

    [Fact]
    public async Task Hundreds_of_requests_with_random_cancels_leave_nothing_behind()
    {
        await using GenerationEngine engine = new(TaiTiny.Model, new GenerationEngineOptions { MaxActiveSequences = 5, StepsAhead = 2 });
        await Task.WhenAll(Enumerable.Range(0, 8).Select(reader => Task.Run(async () =>
        {
            Random random = new(reader);
            for (int i = 0; i < 25; i++)
            {
                int wanted = random.Next(0, 12), seen = 0;
                await foreach (GenerationStep step in engine.GenerateAsync(new GenerationRequest { Prompt = TaiTiny.Cases[random.Next(30)].Ids, MaxTokens = 10 }))
                {
                    if (++seen > wanted)
                        break;
                }
            }
        })));
        Assert.Equal((0, 0), (engine.SequenceCount, engine.BlocksInUse));
    }

    private static async Task<List<GenerationStep>> ReadAsync(GenerationEngine engine, CancellationToken cancellationToken)
    {
        List<GenerationStep> steps = [];
        await foreach (GenerationStep step in engine.GenerateAsync(s_endless, cancellationToken))
            steps.Add(step);
        return steps;
    }
}
