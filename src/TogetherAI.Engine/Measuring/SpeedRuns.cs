using TogetherAI.Engine.Generation;

namespace TogetherAI.Engine.Measuring;

/// <summary>The runs behind a report, on one engine.</summary>
internal sealed class SpeedRuns(GenerationEngine engine, TimeProvider time, CancellationToken cancellationToken)
{
    private const int ShortPrompt = 16;
    private int _seed;

    /// <summary>Has every method compiled and every page of the weights read.</summary>
    public async Task WarmUpAsync(SpeedTestOptions options)
    {
        await SingleAsync(Math.Min(options.PromptTokens, 2 * options.Engine.MaxBatchTokens), Math.Min(options.NewTokens, 8)).ConfigureAwait(false);
        if (options.BatchSequences > 1)
            await BatchAsync(options.BatchSequences, 4).ConfigureAwait(false);
    }

    /// <summary>Tokens a second of reading a prompt and of generating after it.</summary>
    public async Task<(double Prefill, double Decode)> SingleAsync(int promptTokens, int newTokens)
    {
        long start = time.GetTimestamp();
        List<long> steps = await RunAsync(RandomPrompt(promptTokens), newTokens).ConfigureAwait(false);
        return (promptTokens / Seconds(start, steps[0]), (steps.Count - 1) / Seconds(steps[0], steps[^1]));
    }

    /// <summary>Tokens a second of several sequences while all of them generate: from the first token of the last to begin to the last of the first to end.</summary>
    public async Task<double> BatchAsync(int sequences, int newTokens)
    {
        int[][] prompts = [.. Enumerable.Range(0, sequences).Select(_ => RandomPrompt(ShortPrompt))];
        List<long>[] runs =
            await Task.WhenAll(prompts.Select(prompt => Task.Run(() => RunAsync(prompt, newTokens), cancellationToken))).ConfigureAwait(false);
        return TogetherRate(runs, time);
    }

    /// <summary>Tokens a second of several runs, each given by when its tokens came.</summary>
    internal static double TogetherRate(List<long>[] runs, TimeProvider time)
    {
        (long first, long last) = (runs.Max(static run => run[0]), runs.Min(static run => run[^1]));

        // With so few tokens that some end before others begin, there is no such time.
        if (last <= first)
            (first, last) = (runs.Min(static run => run[0]), runs.Max(static run => run[^1]));
        return runs.Sum(run => run.Count(step => step > first && step <= last)) / time.GetElapsedTime(first, last).TotalSeconds;
    }

    /// <summary>Time to the first token of a short request that comes when a long prompt is being read.</summary>
    public async Task<TimeSpan> UnderLoadAsync(int promptTokens)
    {
        using CancellationTokenSource reading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task load = LoadAsync(RandomPrompt(promptTokens), reading.Token);
        long start = time.GetTimestamp();
        long first = (await RunAsync(RandomPrompt(ShortPrompt), 1).ConfigureAwait(false))[0];
        await reading.CancelAsync().ConfigureAwait(false);
        await load.ConfigureAwait(false);
        return time.GetElapsedTime(start, first);
    }

    private async Task LoadAsync(int[] prompt, CancellationToken reading)
    {
        try
        {
            await foreach (GenerationStep _ in engine.GenerateAsync(Request(prompt, 1), reading).ConfigureAwait(false))
            {
                // Only that it is read matters.
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The short request is answered: the rest of the prompt need not be read.
        }
    }

    /// <summary>When each step came.</summary>
    private async Task<List<long>> RunAsync(int[] prompt, int newTokens)
    {
        List<long> steps = [];
        await foreach (GenerationStep _ in engine.GenerateAsync(Request(prompt, newTokens), cancellationToken).ConfigureAwait(false))
            steps.Add(time.GetTimestamp());
        return steps;
    }

    private static GenerationRequest Request(int[] prompt, int newTokens) => new() { Prompt = prompt, MaxTokens = newTokens, IgnoreEndOfSequence = true };

    private int[] RandomPrompt(int length)
    {
        Random random = new(++_seed);
        return [.. Enumerable.Range(0, length).Select(_ => random.Next(engine.Model.Spec.VocabularySize))];
    }

    private double Seconds(long from, long to) => time.GetElapsedTime(from, to).TotalSeconds;
}
