using TogetherAI.Engine.Constraints;
using TogetherAI.Engine.Generation;

namespace TogetherAI.Engine.Measuring;

/// <summary>The runs of a <see cref="ConstraintSpeedTest"/>, on one engine.</summary>
internal sealed class ConstraintRuns(GenerationEngine engine, TimeProvider time, CancellationToken cancellationToken)
{
    // Short, so that what is measured is writing; and never the same, so that none is found in the prefix cache.
    private const int PromptTokens = 4;
    private int _seed;

    /// <summary>An output under a constraint and one of as many tokens without: the tokens of the first, and how long each took.</summary>
    public async Task<(int[] Tokens, TimeSpan Free, TimeSpan Held)> PairAsync(OutputConstraint constraint, int maxTokens)
    {
        (int[] tokens, TimeSpan held) = await RunAsync(Request(maxTokens) with { Constraint = constraint }).ConfigureAwait(false);
        (_, TimeSpan free) = await RunAsync(Request(tokens.Length) with { IgnoreEndOfSequence = true }).ConfigureAwait(false);
        return (tokens, free, held);
    }

    private async Task<(int[] Tokens, TimeSpan Time)> RunAsync(GenerationRequest request)
    {
        List<int> tokens = [];
        long start = time.GetTimestamp();
        await foreach (GenerationStep step in engine.GenerateAsync(request, cancellationToken).ConfigureAwait(false))
        {
            if (step.Token is { } token)
                tokens.Add(token);
        }

        return ([.. tokens], time.GetElapsedTime(start));
    }

    private GenerationRequest Request(int maxTokens)
    {
        Random random = new(++_seed);
        return new GenerationRequest
        {
            Prompt = [.. Enumerable.Range(0, PromptTokens).Select(_ => random.Next(engine.Model.Spec.VocabularySize))],
            MaxTokens = maxTokens,
            Sampling = new SamplingOptions { Temperature = 1, Seed = (ulong)_seed },
        };
    }
}
