using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using TogetherAI.Local;

namespace TogetherAI.Cli.Commands;

/// <summary><c>tai serve</c>: the together.ai API on a port, until Ctrl-C.</summary>
internal static class ServeCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        Option<int> port = NumberOption.Create("--port", "TCP port; 0 takes any free one.", fallback: 8080, minimum: 0, maximum: 65535);
        Option<string> host = new("--host")
        {
            Description = "Address to listen on. Anything but 127.0.0.1 opens the model to the network.",
            DefaultValueFactory = static _ => "127.0.0.1",
            HelpName = "ADDRESS",
        };
        host.Validators.Add(static result => Require(
            result,
            IPAddress.TryParse(result.GetValueOrDefault<string>(), out _),
            "--host takes an IP address, such as 127.0.0.1 or 0.0.0.0."));
        Option<string?> key = new("--api-key")
        {
            Description = "Key that clients must send. Default: none is asked for.",
            HelpName = "KEY",
        };
        key.Validators.Add(static result => Require(
            result,
            !string.IsNullOrWhiteSpace(result.GetValueOrDefault<string?>()),
            "--api-key takes a key that is not empty."));
        Option<string?> model = ModelOption.Create();

        Command command = new("serve", "Serve a model over the together.ai API until Ctrl-C. Prints the base URL when ready.")
        {
            port, host, key, model,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            options =>
            {
                options.Port = parsed.GetValue(port);
                options.Address = IPAddress.Parse(parsed.GetValue(host)!);
                options.ApiKey = parsed.GetValue(key);
                // Nobody can ask this process what it received.
                options.RequestLogCapacity = 0;
                // The virtual cloud on a real clock: nobody wants to wait as long as at the service to see what it does.
                options.Dedicated.ProvisioningDelay = TimeSpan.FromSeconds(1);
                options.Dedicated.ReplicaStartDelay = TimeSpan.FromSeconds(2);
                options.Dedicated.StopDelay = TimeSpan.FromSeconds(1);
                options.Dedicated.TrafficSplitDelay = TimeSpan.FromSeconds(1);
                options.Dedicated.AnalyticsLag = TimeSpan.FromSeconds(2);
                ModelOption.AddTo(options, parsed.GetValue(model));
            },
            output,
            error,
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        Action<LocalTogetherOptions> configure, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        bool open = false;
        await using LocalTogether local = await LocalTogether.StartAsync(
            options =>
            {
                configure(options);
                open = !IPAddress.IsLoopback(options.Address) && options.ApiKey is null;
            },
            cancellationToken);
        if (open)
            await error.WriteLineAsync("tai: whoever reaches this machine can use the model. Set --api-key to ask for a key.");
        await error.WriteLineAsync($"Serving {local.DefaultModel}. Ctrl-C stops.");
        await output.WriteLineAsync(new Uri(local.BaseAddress, "v1").ToString());
        await output.FlushAsync(CancellationToken.None);
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C is how this command is meant to end.
        }

        return Tai.Success;
    }

    private static void Require(OptionResult result, bool holds, string message)
    {
        if (!holds)
            result.AddError(message);
    }
}
