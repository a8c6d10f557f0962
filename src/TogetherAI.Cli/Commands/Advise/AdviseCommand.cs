using System.CommandLine;

namespace TogetherAI.Cli.Commands.Advise;

/// <summary><c>tai advise</c>: whether serverless, batch, replicas of one's own or a mix suits the requests of a log.</summary>
internal static class AdviseCommand
{
    public static Command Create(CliContext context)
    {
        AdviseOptions options = new();
        Command command = new(
            "advise", "Say whether serverless, batch, dedicated replicas or a mix suits the requests of a log, with the reasons, the cost and what is not known.");
        options.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(context, options, parsed, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CliContext context, AdviseOptions options, ParseResult parsed, CancellationToken cancellationToken)
    {
        string log = parsed.GetValue(options.Log)!;
        try
        {
            TrafficProfile profile = await TrafficLog.ProfileAsync(log, new TrafficLogOptions { Model = parsed.GetValue(options.OnlyModel) }, cancellationToken);
            using AdviseInputs inputs = new(context, options, parsed);
            WorkloadPrices prices = await inputs.PricesAsync(cancellationToken);
            WorkloadThroughput throughput = await inputs.ThroughputAsync(profile, prices, cancellationToken);
            WorkloadAdvice advice = WorkloadAdvisor.Recommend(profile, inputs.Objective(), prices, throughput);
            await context.Output.WriteAsync((parsed.GetValue(options.Json) ? advice.ToJson() : advice.ToText()).AsMemory(), cancellationToken);
            if (parsed.GetValue(options.Svg) is { } svg)
            {
                await File.WriteAllTextAsync(svg, advice.ToSvg(), cancellationToken);
                await context.Error.WriteLineAsync($"The picture is in {svg}.");
            }

            return Tai.Success;
        }
        catch (TrafficLogException e)
        {
            throw new ArgumentException($"{log}: {e.Message}", e);
        }
    }
}
