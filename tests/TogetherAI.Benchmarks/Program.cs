using System.Globalization;
using System.Reflection;
using BenchmarkDotNet.Running;
using TogetherAI.Benchmarks;
using TogetherAI.Benchmarks.Batches;
using TogetherAI.Benchmarks.Chat;
using TogetherAI.Benchmarks.Embeddings;
using TogetherAI.Benchmarks.Models;
using TogetherAI.Benchmarks.Rules;

if (args is ["ratios", ..])
{
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
    await RatioReport.PrintAsync(goals, filter: args.ElementAtOrDefault(1), Console.Out, Console.Error);
    return 0;
}

if (args is ["rules", ..])
{
    // "rules share" is the goal alone.
    if (args.ElementAtOrDefault(1) != "share")
        await RuleGrowth.PrintAsync(Console.Out);
    await RuleShare.PrintAsync(Console.Out);
    return 0;
}

switch (args)
{
    // "batch spool 10000000": a corpus into the files of jobs. "batch check 1000": the check of a file of so many megabytes.
    case ["batch", "spool", var rows]:
        await SpoolGoal.PrintAsync(long.Parse(rows, CultureInfo.InvariantCulture), Console.Out);
        return 0;
    case ["batch", "check", var megabytes]:
        await CheckGoal.PrintAsync(long.Parse(megabytes, CultureInfo.InvariantCulture), Console.Out);
        return 0;
}

BenchmarkSwitcher.FromAssembly(Assembly.GetExecutingAssembly()).Run(args);
return 0;
