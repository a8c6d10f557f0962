using TogetherAI.Engine.Constraints;
using TogetherAI.Engine.Generation;
using TogetherAI.Engine.Tests.Constraints;

namespace TogetherAI.Engine.Tests.Generation;

/// <summary>
/// What a request yields, to the last bit of its log-probabilities, does not depend on anything but the request: threads, rows of a pass,
/// company, what others computed of its prompt, guesses, memory.
/// </summary>
public class DeterminismTests
{
    private static readonly bool s_all = Environment.GetEnvironmentVariable("TOGETHER_SOAK") is not null;

    private static readonly Lazy<GenerationRequest[]> s_requests = new(() => [.. Enumerable.Range(0, s_all ? 40 : 10).Select(RandomRequest)]);

    private static readonly Lazy<Task<string[]>> s_alone = new(async () =>
    {
        GenerationEngineOptions plain = new() { Threads = 1, PrefixCacheBytes = 0, MaxActiveSequences = 1, Speculation = SpeculationOptions.None };
        await using GenerationEngine engine = new(TaiTiny.Model, plain);
        List<string> histories = [];
        foreach (GenerationRequest request in s_requests.Value)
            histories.Add(await HistoryAsync(engine, request));
        return [.. histories];
    });

    /// <summary>Every pair of values meets; every combination does, on four times as many histories, where TOGETHER_SOAK is set.</summary>
    public static TheoryData<int, int, int, bool, string> Mixes()
    {
        string[] guesses = ["none", "lookup", "model", "poor model"];
        TheoryData<int, int, int, bool, string> mixes = [];
        int mix = 0;
        foreach (int threads in (int[])[1, 3])
        {
            foreach (bool kept in (bool[])[false, true])
            {
                foreach ((int rows, int active) in ((int, int)[])[(1, 4), (9, 10), (64, 3), (256, 10)])
                {
                    foreach (string guess in s_all ? guesses : [guesses[(mix + (mix / 4)) % 4]])
                        mixes.Add(threads, rows, active, kept, guess);
                    mix++;
                }
            }
        }

        return mixes;
    }

    [Theory]
    [MemberData(nameof(Mixes))]
    public async Task A_request_yields_the_same_bits_in_any_company(int threads, int rows, int active, bool kept, string guesses)
    {
        string[] alone = await s_alone.Value;
        await using GenerationEngine engine = new(TaiTiny.Model, new GenerationEngineOptions
        {
            Threads = threads, MaxBatchTokens = rows, MaxActiveSequences = active, PrefixCacheBytes = kept ? 8 << 20 : 0,
            Speculation = new SpeculationOptions
            {
                MaxTokens = guesses == "none" ? 0 : 8,
                PromptLookup = guesses == "lookup",
                DraftModel = guesses switch { "model" => TaiTiny.Model, "poor model" => PoorModel.Instance, _ => null },
            },
        });

        // Twice: the second time what was kept of the first is found.
        for (int round = 0; round < 2; round++)
            Assert.Equal(alone, await Task.WhenAll(s_requests.Value.Select(request => HistoryAsync(engine, request))));
        Assert.Equal((0, 0), (engine.SequenceCount, engine.BlocksInUse));
        Assert.Equal(guesses == "none" || rows == 1, engine.Load.TokensGuessed == 0);
        Assert.True(!kept || engine.Load.TokensReused > 0);
    }

    [Theory]
    [InlineData(18, false, 128)]
    [InlineData(18, true, 128)]
    [InlineData(18, false, 1)]
    [InlineData(18, true, 5)]
    public async Task Giving_way_for_want_of_memory_changes_nothing(int blocks, bool kept, int rows)
    {
        string[] alone = await s_alone.Value;
        long bytes = blocks * TogetherAI.Engine.Models.KeyValueBlockPool.BytesOfBlock(TaiTiny.Model.Spec, KeyValueFormat.Float32);
        await using GenerationEngine engine = new(
            TaiTiny.Model, new GenerationEngineOptions { Threads = 2, MaxKeyValueBytes = bytes, PrefixCacheBytes = kept ? bytes : 0, StepsAhead = 3, MaxBatchTokens = rows });

        // How the requests meet is for the machine to say; sooner or later some round is too tight.
        for (int round = 0; round < 2 || (engine.Load.Preemptions == 0 && round < 20); round++)
            Assert.Equal(alone, await Task.WhenAll(s_requests.Value.Select(request => HistoryAsync(engine, request))));
        Assert.True(engine.Load.Preemptions > 0);
        Assert.InRange(engine.Load.KeyValueBytes, 0, bytes);
        Assert.Equal((0, 0), (engine.SequenceCount, engine.BlocksInUse));
    }

    /// <summary>Of floats no less than of integers: nobody has to ask for it, and nothing is slower for it.</summary>
    [Theory]
    [InlineData(WeightFormat.F32)]
    [InlineData(WeightFormat.F16)]
    [InlineData(WeightFormat.BF16)]
    [InlineData(WeightFormat.Q8_0)]
    [InlineData(WeightFormat.Q4_0)]
    [InlineData(WeightFormat.Q4_K)]
    [InlineData(WeightFormat.Q5_K)]
    [InlineData(WeightFormat.Q6_K)]
    public async Task Weights_of_every_format_keep_their_bits(WeightFormat format)
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "model.gguf");
        using (ModelFiles files = ModelFiles.FromFolder(TaiTiny.Folder))
            GgufExport.Convert(files, path, format);
        using LanguageModel model = LanguageModel.Load(path);
        await using GenerationEngine plain = new(model, new() { Threads = 1, PrefixCacheBytes = 0, MaxActiveSequences = 1, Speculation = SpeculationOptions.None });
        await using GenerationEngine wide = new(model, new() { Threads = 3, MaxBatchTokens = 50 });
        await using GenerationEngine narrow = new(model, new()
        {
            Threads = 2, MaxBatchTokens = 7, PrefixCacheBytes = 0, Speculation = new SpeculationOptions { DraftModel = PoorModel.Instance },
        });
        List<string> alone = [];
        foreach (GenerationRequest request in s_requests.Value)
            alone.Add(await HistoryAsync(plain, request));
        for (int round = 0; round < 2; round++)
            Assert.Equal(alone, await Task.WhenAll(s_requests.Value.Select(request => HistoryAsync(wide, request))));
        Assert.Equal(alone, await Task.WhenAll(s_requests.Value.Select(request => HistoryAsync(narrow, request))));
        Assert.True(wide.Load is { TokensReused: > 0, GuessesRight: > 0 } && narrow.Load.GuessesRight > 0);
    }

    [Fact]
    public async Task Keys_and_values_of_half_precision_are_as_repeatable()
    {
        GenerationEngineOptions half = new() { Threads = 1, KeyValueFormat = KeyValueFormat.Float16, Speculation = SpeculationOptions.None };
        await using GenerationEngine first = new(TaiTiny.Model, half);
        await using GenerationEngine second = new(TaiTiny.Model, half with { Threads = 2, MaxBatchTokens = 17, Speculation = new() });
        List<string> alone = [];
        foreach (GenerationRequest request in s_requests.Value)
            alone.Add(await HistoryAsync(first, request));
        Assert.Equal(alone, await Task.WhenAll(s_requests.Value.Select(request => HistoryAsync(second, request))));
        Assert.NotEqual(await s_alone.Value, alone);
    }

    [Fact]
    public async Task Keys_and_values_of_half_precision_move_the_log_probabilities_little()
    {
        GenerationRequest request = new() { Prompt = TaiTiny.Cases.MaxBy(one => one.Ids.Length)!.Ids, MaxTokens = 0, PromptLogProbs = true };
        await using GenerationEngine whole = new(TaiTiny.Model), half = new(TaiTiny.Model, new() { KeyValueFormat = KeyValueFormat.Float16 });
        IEnumerable<float?> exact = (await whole.StepsAsync(request))[0].PromptLogProbs!.Select(score => score.LogProb).Skip(1);
        IEnumerable<float?> rounded = (await half.StepsAsync(request))[0].PromptLogProbs!.Select(score => score.LogProb).Skip(1);
        Assert.All(exact.Zip(rounded), pair => Assert.InRange(Math.Abs(pair.First!.Value - pair.Second!.Value), 0, 0.02f));
        Assert.NotEqual(exact, rounded);
    }

    private static async Task<string> HistoryAsync(GenerationEngine engine, GenerationRequest request)
    {
        List<GenerationStep> steps = await engine.StepsAsync(request);
        return string.Join("\n", steps.Select(step =>
            $"{step.Token} {step.Text} {BitConverter.SingleToInt32Bits(step.LogProb)} {step.Stop} {string.Join(",", step.TopLogProbs)}"
            + string.Concat(step.PromptLogProbs?.Select(score => $"{score.LogProb:R};") ?? [])));
    }

    /// <summary>Chats and random tokens, some of which begin alike or repeat themselves, with all that sampling has to offer.</summary>
    private static GenerationRequest RandomRequest(int index)
    {
        Random random = new(index);
        int[] beginning = [.. Enumerable.Range(0, 70).Select(i => 100 + (i * 7 % 900))];
        int[] prompt = (index % 4) switch
        {
            0 => [.. beginning, .. Generations.Question("Tell me a short story about a fox")],
            1 => TaiTiny.Cases[random.Next(TaiTiny.Cases.Length)].Ids,
            2 => [.. beginning, .. Enumerable.Repeat(Generations.Tokens("the cat sat on the mat and "), 6).SelectMany(ids => ids)],
            _ => [.. beginning[..random.Next(1, 70)], .. Enumerable.Range(0, random.Next(1, 120)).Select(_ => random.Next(2000))],
        };
        OutputConstraint? constraint = index == 5 ? Constraining.Schema("""{"type":"object","properties":{"a":{"type":"string","maxLength":20},"b":{"type":"integer"}},"required":["a","b"]}""") : null;
        return new GenerationRequest
        {
            Prompt = prompt,
            MaxTokens = 40 + random.Next(60),
            IgnoreEndOfSequence = constraint is null && index % 3 == 0,
            TopLogProbs = index % 2 == 0 ? 3 : null,
            PromptLogProbs = index == 7,
            StopStrings = index == 4 ? ["mouse"] : [],
            Constraint = constraint,
            Caller = index % 3 == 0 ? null : $"caller {index % 3}",
            Sampling = index % 2 == 0 ? new SamplingOptions() : new SamplingOptions
            {
                Temperature = 0.9f, TopK = index == 3 ? 40 : null, TopP = 0.95f, MinP = index == 9 ? 0.02f : null, Seed = (ulong)index,
                RepetitionPenalty = index == 7 ? 1.1f : 1, PresencePenalty = index == 1 ? 0.3f : 0, FrequencyPenalty = index == 1 ? 0.2f : 0,
                LogitBias = new Dictionary<int, float> { [5] = 2 },
            },
        };
    }
}
