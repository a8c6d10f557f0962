using System.Runtime.CompilerServices;
using TogetherAI.Engine.Constraints;
using TogetherAI.Engine.Constraints.Decoding;
using TogetherAI.Engine.Generation;

namespace TogetherAI.Engine.Measuring;

/// <summary>Measures what it costs to hold a model to a constraint on this machine.</summary>
public static class ConstraintSpeedTest
{
    /// <summary>
    /// Has the model write outputs under the constraint, drawn at temperature 1, and as many tokens without it; then finds out again, under
    /// constraints of which nothing is known yet, which tokens may follow at each place of those outputs. Each figure is the best of the rounds:
    /// others use the machine too.
    /// </summary>
    /// <param name="model">The model. It stays the caller's.</param>
    /// <param name="constraint">Makes the constraint; called for each round.</param>
    /// <param name="options">What to run: engine, rounds and tokens to generate; null for the defaults.</param>
    /// <param name="progress">Is told what is being measured; null for no one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The figures.</returns>
    /// <exception cref="ArgumentException">The constraint asks for no text.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its bounds.</exception>
    /// <exception cref="InvalidOperationException">The model's vocabulary has no tokens for what the constraint asks for.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static async Task<ConstraintSpeedReport> RunAsync(
        LanguageModel model,
        Func<OutputConstraint> constraint,
        SpeedTestOptions? options = null,
        IProgress<string>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(constraint);
        options ??= new SpeedTestOptions();
        options.Validate(model.Spec);
        GenerationEngine engine = new(model, options.Engine with { Speculation = SpeculationOptions.None });
        await using ConfiguredAsyncDisposable ending = engine.ConfigureAwait(false);
        ConstraintRuns runs = new(engine, TimeProvider.System, cancellationToken);

        // The first outputs have methods compiled, the weights read and the vocabulary made ready.
        progress?.Report("warm-up under the constraint");
        (int[] first, _, _) = await runs.PairAsync(constraint(), Math.Min(options.NewTokens, 8)).ConfigureAwait(false);
        if (first.Length == 0)
            throw new ArgumentException("The constraint asks for no text, so there is nothing to measure.", nameof(constraint));
        List<int[]> outputs = [];
        (double free, double held) = (0, 0);
        for (int round = 1; round <= options.Rounds; round++)
        {
            progress?.Report($"decode with and without the constraint, round {round} of {options.Rounds}");
            OutputConstraint one = constraint();
            (TimeSpan Free, TimeSpan Held, int Tokens) sum = default;
            for (int left = options.NewTokens; left > 0;)
            {
                (int[] tokens, TimeSpan without, TimeSpan under) = await runs.PairAsync(one, left).ConfigureAwait(false);
                outputs.Add(tokens);
                sum = (sum.Free + without, sum.Held + under, sum.Tokens + tokens.Length);
                left -= tokens.Length;
            }

            (free, held) = (Math.Max(free, sum.Tokens / sum.Free.TotalSeconds), Math.Max(held, sum.Tokens / sum.Held.TotalSeconds));
        }

        progress?.Report("masks");
        (double[] masks, TimeSpan compile) = MeasureMasks(model, constraint, outputs, options.Rounds + 1, cancellationToken);
        return new ConstraintSpeedReport
        {
            Outputs = outputs.Count,
            Tokens = masks.Length,
            CompileTime = compile,
            FreeTokensPerSecond = free,
            ConstrainedTokensPerSecond = held,
            MaskMean = TimeSpan.FromMicroseconds(masks.Average()),
            MaskP99 = TimeSpan.FromMicroseconds(masks[(int)(masks.Length * 0.99)]),
        };
    }

    /// <summary>The least that the mask of each token took in several runs (µs), from little to much, and the least that compiling took.</summary>
    private static (double[] Masks, TimeSpan Compile) MeasureMasks(
        LanguageModel model, Func<OutputConstraint> constraint, List<int[]> outputs, int runs, CancellationToken cancellationToken)
    {
        TimeProvider time = TimeProvider.System;
        double[] least = new double[outputs.Sum(static tokens => tokens.Length)];
        Array.Fill(least, double.MaxValue);
        TimeSpan compile = TimeSpan.MaxValue;
        for (int run = 0; run < runs; run++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            long started = time.GetTimestamp();
            OutputConstraint fresh = constraint();
            _ = fresh.Start;
            compile = TimeSpan.FromTicks(Math.Min(compile.Ticks, time.GetElapsedTime(started).Ticks));
            int at = 0;
            foreach (int[] tokens in outputs)
            {
                ConstrainedOutput output = new(fresh, model);
                foreach (int token in tokens)
                {
                    started = time.GetTimestamp();
                    output.Allowed();
                    least[at] = Math.Min(least[at], time.GetElapsedTime(started).TotalMicroseconds);
                    at++;
                    if (!model.Defaults.EndOfSequenceTokens.Contains(token))
                        output.Append(token);
                }
            }
        }

        Array.Sort(least);
        return (least, compile);
    }
}
