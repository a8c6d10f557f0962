using System.Globalization;
using System.Reflection;
using BenchmarkDotNet.Running;
using TogetherAI.Benchmarks;
using TogetherAI.Benchmarks.Batches;
using TogetherAI.Benchmarks.Chat;
using TogetherAI.Benchmarks.Constraints;
using TogetherAI.Benchmarks.Embeddings;
using TogetherAI.Benchmarks.Engine;
using TogetherAI.Benchmarks.Models;
using TogetherAI.Benchmarks.Opening;
using TogetherAI.Benchmarks.Rules;
using TogetherAI.Benchmarks.Scheduler;
using TogetherAI.Benchmarks.Tokenization;

switch (args)
{
    case ["ratios", .. var rest]:
        // The goals of the project, one entry each: a later part of it adds its own here.
        Func<RatioGoal>[] goals =
        [
            () => new StreamingGoal(),
            () => new UnaryGoal(),
            () => new EmbeddingGoal(),
            () => new EmbeddingParseGoal(),
            () => new ModelListGoal(),
            () => new ModelParseGoal(),
        ];
        await RatioReport.PrintAsync(goals, filter: rest.FirstOrDefault(), Console.Out, Console.Error);
        return 0;
    case ["rules", .. var rest]:
        // "rules share" is the goal alone.
        if (rest is not ["share", ..])
            await RuleGrowth.PrintAsync(Console.Out);
        await RuleShare.PrintAsync(Console.Out);
        return 0;
    case ["engine", ..]:
        await EngineReport.PrintAsync(args, Console.Out);
        return 0;
    // "open MODEL.gguf…": without one, a model of random weights is made.
    case ["open", .. var models]:
        await OpenReport.PrintAsync(models, Console.Out);
        return 0;
    case ["scheduler", ..]:
        await SchedulerReport.PrintAsync(args, Console.Out);
        return 0;
    // "batch spool 10000000": a corpus into the files of jobs. "batch check 1000": the check of a file of so many megabytes.
    case ["batch", "spool", var rows]:
        await SpoolGoal.PrintAsync(long.Parse(rows, CultureInfo.InvariantCulture), Console.Out);
        return 0;
    case ["batch", "check", var megabytes]:
        await CheckGoal.PrintAsync(long.Parse(megabytes, CultureInfo.InvariantCulture), Console.Out);
        return 0;
    // "constraints forced": what it gains that forced tokens are read ahead.
    case ["constraints", "forced"]:
        await ForcedReport.PrintAsync(Console.Out);
        return 0;
    case ["constraints"]:
        await MaskReport.PrintAsync(Console.Out);
        return 0;
    // "encode TOKENIZER… -- TEXT…": files named tokenizer.json, and files of text.
    case ["encode", .. var files] when Array.IndexOf(files, "--") is > 0 and var mark:
        await EncodeReport.PrintAsync(files[..mark], files[(mark + 1)..], Console.Out);
        return 0;
    default:
        BenchmarkSwitcher.FromAssembly(Assembly.GetExecutingAssembly()).Run(args);
        return 0;
}
