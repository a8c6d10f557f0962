using System.CommandLine;
using TogetherAI.Cli.Output;

namespace TogetherAI.Cli.Commands.Endpoints;

/// <summary><c>tai endpoints create</c>: rents, and with <c>--idle TIME</c> stays to look after it.</summary>
internal static class CreateCommand
{
    public const string Name = "create";

    public static Command Create(CliContext context)
    {
        Argument<string> model = new("model") { Description = "The model: its name, its id, or its serverless name." };
        Option<IdleStop> idle = IdleOption.Create();
        Option<string?> name = new("--name") { Description = "The endpoint's name, without the project. Default: made from the model's.", HelpName = "NAME" };
        Option<(int Min, int Max)?> replicas = ReplicasOption.Create();
        Option<string?> hardware = new("--hardware") { Description = "An instance type or a GPU, such as H100. Default: the cheapest with room.", HelpName = "NAME" };
        Option<string?> profile = new("--profile") { Description = "The deployment profile's id. Default: the cheapest with room.", HelpName = "ID" };
        Option<decimal?> maxUsd = UsdOption.Create("--max-usd", "Stop before this much is spent, for as long as this command runs.");
        Option<decimal?> maxUsdPerHour = UsdOption.Create("--max-usd-per-hour", "Refuse to rent for more than this an hour.");
        Option<bool> wait = new("--wait") { Description = "Wait for hardware where there is none, up to an hour." };
        Option<bool> yes = CommonOptions.Yes();
        Option<bool> json = CommonOptions.Json();
        Command command = new(Name, "Rent hardware for a model. Says what it costs, and asks; prints the model name to send requests to when it answers.")
        {
            model, idle, name, replicas, hardware, profile, maxUsd, maxUsdPerHour, wait, yes, json,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(idle) is null)
                result.AddError("--idle is required: a time without traffic after which it stops, such as 30m, or never. There is no default for money.");
            if (IdleOption.IsNever(result.GetResult(idle)?.Tokens) && result.GetResult(maxUsd) is { Implicit: false })
                result.AddError("--max-usd needs this command to stay and watch: give --idle a time, not never.");
        });
        command.SetAction((parsed, cancellationToken) =>
        {
            (int min, int max) = parsed.GetValue(replicas) ?? (1, 1);
            return RunAsync(
                context,
                new RentRequest
                {
                    Model = parsed.GetValue(model)!,
                    IdleStop = parsed.GetValue(idle)!,
                    Name = parsed.GetValue(name),
                    Replicas = ReplicaRange.Between(min, max),
                    Hardware = parsed.GetValue(hardware),
                    Profile = parsed.GetValue(profile),
                    MaxUsd = parsed.GetValue(maxUsd),
                    MaxUsdPerHour = parsed.GetValue(maxUsdPerHour),
                    OnHardwareUnavailable = parsed.GetValue(wait) ? HardwareFallback.Wait : HardwareFallback.Fail,
                },
                parsed.GetValue(yes),
                parsed.GetValue(json),
                cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(CliContext context, RentRequest request, bool yes, bool json, CancellationToken cancellationToken)
    {
        using TogetherClient together = context.CreateClient();
        Quote quote = await together.Dedicated.QuoteAsync(request, cancellationToken);
        await context.Error.WriteLineAsync(QuoteText.Line(quote));
        await context.Error.WriteLineAsync(request.IdleStop.Window is { } window
            ? $"It stops after {window:c} without traffic, and on Ctrl-C."
            : "Nothing will stop it: tai guard --idle 30m watches it, tai endpoints stop ends it.");
        if (quote.Objection is { } objection)
            throw new ArgumentException(objection);
        if (!await context.ConfirmAsync("Rent it?", yes, cancellationToken))
            return Tai.Failure;

        EndpointLease lease;
        try
        {
            lease = await together.Dedicated.RentAsync(request, new Stages(context.Error), cancellationToken);
        }
        catch (RentCanceledException cancelled)
        {
            await context.Error.WriteLineAsync($"tai: {cancelled.Message}");
            return Tai.Interrupted;
        }

        if (json)
            JsonLine.Write(context.Output, QuoteText.Json(lease));
        else
            await context.Output.WriteLineAsync(lease.ModelName);
        await context.Output.FlushAsync(CancellationToken.None);
        if (request.IdleStop.Window is null)
            return Tai.Success; // without disposing of the lease: it is to go on
        return await LookAfterAsync(context, lease, cancellationToken);
    }

    private static async Task<int> LookAfterAsync(CliContext context, EndpointLease lease, CancellationToken cancellationToken)
    {
        await using (lease)
        {
            try
            {
                await lease.Completion.WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                await context.Error.WriteLineAsync("Stopping it. This takes up to a few minutes.");
            }
        }

        if (lease.End is { IsStopped: true } end)
        {
            await context.Error.WriteLineAsync($"Stopped ({end.Reason}), about {Money.Usd(end.SpentUsd)}.");
            return Tai.Success;
        }

        await context.Error.WriteLineAsync($"tai: {lease.ModelName} was not seen stopped and may still be billed. tai endpoints delete {Account.Short(lease.ModelName)} ends it.");
        return Tai.Failure;
    }

    /// <summary>Says each stage once.</summary>
    private sealed class Stages(TextWriter error) : IProgress<RentProgress>
    {
        private (RentStage Stage, string Message) _last;

        public void Report(RentProgress value)
        {
            if (_last == (value.Stage, value.Message))
                return;
            _last = (value.Stage, value.Message);
            error.WriteLine(value.ToString());
        }
    }
}
