using System.Text.Json.Nodes;
using TogetherAI.Cli.Commands.Batches.Inputs;
using TogetherAI.Cli.Commands.Batches.Results;

namespace TogetherAI.Cli.Commands.Batches;

/// <summary>What a run has done with its inputs.</summary>
internal static class RunTask
{
    public const string Chat = "chat";

    public const string Embed = "embed";

    public const string Transcribe = "transcribe";

    /// <summary>Runs it, and makes a line of each result.</summary>
    public static IAsyncEnumerable<JsonObject> RunAsync(
        TogetherClient together, RunArguments arguments, BatchInputs<BatchRow> inputs, BatchRunOptions options, CancellationToken cancellationToken)
    {
        RequestMaker maker = new(arguments);
        return arguments.Task switch
        {
            Embed => ResultLine.OfAsync(together.Batches.RunEmbeddingsAsync(inputs, maker.Embedding, options, cancellationToken), ResultLine.Fill),
            Transcribe => ResultLine.OfAsync(together.Batches.RunTranscriptionsAsync(inputs, maker.Transcription, options, cancellationToken), ResultLine.Fill),
            _ => ResultLine.OfAsync(together.Batches.RunAsync(inputs, maker.Chat, options, cancellationToken)),
        };
    }
}
