using System.CommandLine;

namespace TogetherAI.Cli.Commands.Endpoints;

/// <summary><c>tai endpoints delete</c>: the whole way down.</summary>
internal static class DeleteCommand
{
    public static Command Create(CliContext context)
    {
        Argument<string> name = CommonOptions.Endpoint();
        Option<bool> yes = CommonOptions.Yes();
        Command command = new("delete", "Delete an endpoint for good: stop its deployments, delete them, then the endpoint. Asks. Goes on where it was left.") { name, yes };
        command.SetAction((parsed, cancellationToken) => RunAsync(context, parsed.GetValue(name)!, parsed.GetValue(yes), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CliContext context, string name, bool yes, CancellationToken cancellationToken)
    {
        using TogetherClient together = context.CreateClient();
        DedicatedEndpoint endpoint = await Account.FindAsync(together, name, cancellationToken);
        if (!await context.ConfirmAsync($"Delete {endpoint.Name} with {endpoint.Deployments.Count} deployments for good?", yes, cancellationToken))
            return Tai.Failure;
        TeardownResult result = await together.Dedicated.TearDownAsync(endpoint.Id, options: null, new Steps(context.Error), cancellationToken);
        if (!result.IsComplete)
        {
            await context.Error.WriteLineAsync($"tai: {result}. Run this again to go on.");
            return Tai.Failure;
        }

        await context.Output.WriteLineAsync($"{endpoint.Name}: deleted");
        return Tai.Success;
    }

    /// <summary>Says each step once.</summary>
    private sealed class Steps(TextWriter error) : IProgress<TeardownProgress>
    {
        private string _last = "";

        public void Report(TeardownProgress value)
        {
            string line = $"{value.DeploymentId ?? value.EndpointId}: {Text(value)}";
            if (line != _last)
                error.WriteLine(_last = line);
        }

        private static string Text(TeardownProgress step) => step.Step switch
        {
            TeardownStep.StopAsked => "told to stop",
            TeardownStep.StateSeen => step.State?.Value ?? "",
            TeardownStep.OutOfSplit => "out of the traffic split",
            TeardownStep.DeploymentDeleted => "deployment deleted",
            TeardownStep.EndpointDeleted => "endpoint deleted",
            _ => $"failed, is tried again: {step.Error?.Message}",
        };
    }
}
