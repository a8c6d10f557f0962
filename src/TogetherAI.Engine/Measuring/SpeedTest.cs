using System.Runtime.CompilerServices;
using TogetherAI.Engine.Generation;
using TogetherAI.Engine.Kernels;
using TogetherAI.Engine.Models;

namespace TogetherAI.Engine.Measuring;

/// <summary>Measures how fast a model runs on this machine, and how near that is to what the machine could do.</summary>
public static class SpeedTest
{
    /// <summary>Runs all parts, one after another. Prompts are random, so that none is found in the prefix cache.</summary>
    /// <param name="model">The model. It stays the caller's.</param>
    /// <param name="options">What to run; null for the defaults.</param>
    /// <param name="progress">Is told what is being measured; null for no one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The figures.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its bounds.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static async Task<SpeedReport> RunAsync(
        LanguageModel model, SpeedTestOptions? options = null, IProgress<string>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new SpeedTestOptions();
        options.Validate(model.Spec);
        using MachinePeaks peaks = new(options.Engine.Threads, TimeProvider.System);
        GenerationEngineOptions engineOptions = options.Engine with { Speculation = SpeculationOptions.None };
        GenerationEngine engine = new(model, engineOptions);
        await using ConfiguredAsyncDisposable ending = engine.ConfigureAwait(false);
        SpeedRuns runs = new(engine, TimeProvider.System, cancellationToken);
        progress?.Report("warm-up");
        await runs.WarmUpAsync(options).ConfigureAwait(false);

        // What a machine gives can change by half within seconds where others share it: it is measured before and after each round.
        progress?.Report("memory and arithmetic");
        (double Read, double Operations) before = Peaks();
        List<double> prefill = [], decode = [], read = [], operations = [];
        for (int round = 1; round <= options.Rounds; round++)
        {
            progress?.Report($"prefill and decode, round {round} of {options.Rounds}");
            (double prompt, double output) = await runs.SingleAsync(options.PromptTokens, options.NewTokens).ConfigureAwait(false);
            prefill.Add(prompt);
            decode.Add(output);
            (double Read, double Operations) after = Peaks();
            read.Add((before.Read + after.Read) / 2);
            operations.Add((before.Operations + after.Operations) / 2);
            before = after;
        }

        double? batch = null;
        if (options.BatchSequences > 1)
        {
            progress?.Report($"{options.BatchSequences} sequences together");
            batch = await runs.BatchAsync(options.BatchSequences, options.NewTokens).ConfigureAwait(false);
        }

        TimeSpan? underLoad = null;
        if (Math.Min(options.LoadTokens, model.Spec.ContextLength - 1) is > 0 and int load)
        {
            progress?.Report("a short request during a long prompt");
            underLoad = await runs.UnderLoadAsync(load).ConfigureAwait(false);
        }

        (long bytes, long multiplications) = WorkOf(model.Decoder);
        return new SpeedReport
        {
            Model = model.Name,
            InstructionSet = InstructionSets.Best.ToString(),
            Threads = options.Engine.Threads,
            WeightBytes = bytes,
            PrefillTokensPerSecond = Median(prefill),
            DecodeTokensPerSecond = Median(decode),
            BatchSequences = options.BatchSequences,
            BatchTokensPerSecond = batch,
            FirstTokenUnderLoad = underLoad,
            ReadBytesPerSecond = Median(read),
            PeakOperationsPerSecond = Median(operations),
            OperationsPerToken = 2 * multiplications,
        };

        (double Read, double Operations) Peaks() => (peaks.ReadBytesPerSecond(), peaks.OperationsPerSecond());
    }

    /// <summary>Bytes of all matrices that a step reads, and multiplications of those that every token of a prompt passes.</summary>
    internal static (long Bytes, long Multiplications) WorkOf(Decoder decoder)
    {
        long bytes = decoder.Head.Bytes, multiplications = 0;
        foreach (DecoderLayer layer in decoder.Layers)
        {
            foreach (Linear linear in new[] { layer.Query, layer.Key, layer.Value, layer.AttentionOutput, layer.Gate, layer.Up, layer.Down })
            {
                bytes += linear.Weight.Bytes;
                multiplications += (long)linear.Weight.Rows * linear.Weight.Columns;
            }
        }

        return (bytes, multiplications);
    }

    private static double Median(List<double> figures)
    {
        figures.Sort();
        return figures[figures.Count / 2];
    }
}
