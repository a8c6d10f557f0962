using System.Reflection;
using BenchmarkDotNet.Running;
using TogetherAI.Benchmarks;
using TogetherAI.Benchmarks.Chat;
using TogetherAI.Benchmarks.Embeddings;
using TogetherAI.Benchmarks.Engine;
using TogetherAI.Benchmarks.Models;
using TogetherAI.Benchmarks.Rules;
using TogetherAI.Benchmarks.Scheduler;

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

if (args is ["engine", ..])
{
    await EngineReport.PrintAsync(args, Console.Out);
    return 0;
}

if (args is ["scheduler", ..])
{
    await SchedulerReport.PrintAsync(args, Console.Out);
    return 0;
}

BenchmarkSwitcher.FromAssembly(Assembly.GetExecutingAssembly()).Run(args);
return 0;
