using System.Diagnostics;
using TogetherAI.Engine;
using TogetherAI.Engine.Generation;

namespace TogetherAI.Benchmarks.Scheduler;

// The client has a type of this name too, and its namespace encloses this one.
using GenerationRequest = TogetherAI.Engine.Generation.GenerationRequest;

/// <summary>The runs behind the goals, each the median of some pairs whose two halves follow one another.</summary>
internal sealed class SchedulerRuns(LanguageModel model, GenerationEngineOptions options)
{
    private const int Pairs = 5;
    private const int LongPrompt = 2000;

    private int _seed;

    /// <summary>Tokens a second of eight sequences together, as a multiple of one's.</summary>
    public async Task<double> BatchAsync()
    {
        const int sequences = 8;
        await using GenerationEngine engine = new(model, options with { Speculation = SpeculationOptions.None });
        await RateAsync(engine, sequences, 16);
        List<double> ratios = [];
        for (int i = 0; i < Pairs; i++)
            ratios.Add(1 / await RateAsync(engine, 1, 48) * await RateAsync(engine, sequences, 48));
        return Median(ratios);
    }

    /// <summary>Time to the first token of a prompt that was read before, as a share of the time it took when it was new.</summary>
    public async Task<double> PrefixAsync()
    {
        await using GenerationEngine engine = new(model, options);
        await FirstTokenAsync(engine, RandomPrompt(200));
        List<double> ratios = [];
        for (int i = 0; i < Pairs; i++)
        {
            int[] prompt = RandomPrompt(LongPrompt);
            double cold = await FirstTokenAsync(engine, prompt);
            ratios.Add(await FirstTokenAsync(engine, prompt) / cold);
        }

        return Median(ratios);
    }

    /// <summary>Time to the first token of a short prompt that comes while a long one is read, in times that a piece of the long one takes alone.</summary>
    public async Task<double> ShortAsync()
    {
        await using GenerationEngine engine = new(model, options);
        await FirstTokenAsync(engine, RandomPrompt(200));
        List<double> ratios = [];
        for (int i = 0; i < Pairs; i++)
        {
            double chunk = await FirstTokenAsync(engine, RandomPrompt(LongPrompt)) * options.MaxBatchTokens / LongPrompt;
            long before = engine.Load.TokensComputed;
            Task<double> reading = Task.Run(() => FirstTokenAsync(engine, RandomPrompt(LongPrompt)));
            SpinWait spin = default;

            // Into the midst of the long prompt, past its fifth piece.
            while (engine.Load.TokensComputed < before + (5 * options.MaxBatchTokens))
                spin.SpinOnce();
            ratios.Add(await FirstTokenAsync(engine, RandomPrompt(16)) / chunk);
            await reading;
        }

        return Median(ratios);
    }

    /// <summary>Tokens a second with prompt lookup, as a multiple of those without, of a completion that is a copy of its prompt.</summary>
    public Task<double> CopyAsync() => LookupAsync(() => CopyingModel.Prompt(++_seed * 37), new SamplingOptions());

    /// <summary>The same of a completion in which nothing repeats itself: random weights, drawn at random.</summary>
    public Task<double> NewAsync() => LookupAsync(() => RandomPrompt(100), new SamplingOptions { Temperature = 1, Seed = 1 });

    private async Task<double> LookupAsync(Func<int[]> prompt, SamplingOptions sampling)
    {
        await using GenerationEngine with = new(model, options);
        await using GenerationEngine without = new(model, options with { Speculation = SpeculationOptions.None });
        await RateAsync(with, [prompt()], 32, sampling);
        await RateAsync(without, [prompt()], 32, sampling);
        List<double> ratios = [];
        for (int i = 0; i < Pairs; i++)
        {
            int[] both = prompt();
            double slow = await RateAsync(without, [both], 128, sampling);
            ratios.Add(await RateAsync(with, [both], 128, sampling) / slow);
        }

        return Median(ratios);
    }

    private Task<double> RateAsync(GenerationEngine engine, int sequences, int tokens) =>
        RateAsync(engine, [.. Enumerable.Range(0, sequences).Select(_ => RandomPrompt(16))], tokens, new SamplingOptions());

    /// <summary>Tokens a second of all prompts together, from the first token of any to the last of all.</summary>
    private static async Task<double> RateAsync(GenerationEngine engine, int[][] prompts, int tokens, SamplingOptions sampling)
    {
        (long First, long Last, int Count)[] runs = await Task.WhenAll(prompts.Select(prompt => Task.Run(() => RunAsync(engine, prompt, tokens, sampling))));
        return runs.Sum(static run => run.Count - 1) / Stopwatch.GetElapsedTime(runs.Min(static run => run.First), runs.Max(static run => run.Last)).TotalSeconds;
    }

    private static async Task<(long First, long Last, int Count)> RunAsync(GenerationEngine engine, int[] prompt, int tokens, SamplingOptions sampling)
    {
        GenerationRequest request = new() { Prompt = prompt, MaxTokens = tokens, IgnoreEndOfSequence = true, Sampling = sampling };
        long first = 0, last = 0;
        int count = 0;
        await foreach (GenerationStep step in engine.GenerateAsync(request))
        {
            last = Stopwatch.GetTimestamp();
            if (count++ == 0)
                first = last;
        }

        return (first, last, count);
    }

    private static async Task<double> FirstTokenAsync(GenerationEngine engine, int[] prompt)
    {
        long started = Stopwatch.GetTimestamp();
        await foreach (GenerationStep _ in engine.GenerateAsync(new GenerationRequest { Prompt = prompt, MaxTokens = 1, IgnoreEndOfSequence = true }))
        {
        }

        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private int[] RandomPrompt(int length)
    {
        Random random = new(++_seed);
        int[] prompt = new int[length];
        for (int i = 0; i < length; i++)
            prompt[i] = random.Next(300, model.Spec.VocabularySize);
        return prompt;
    }

    private static double Median(List<double> figures)
    {
        figures.Sort();
        return figures[figures.Count / 2];
    }
}
