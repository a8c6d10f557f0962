using System.Text.Json.Nodes;
using TogetherAI.Cli.Output;

namespace TogetherAI.Cli.Commands.Batches.Results;

/// <summary>Results go to whoever reads what this program writes. One that was on its way when a run ended may come again in the next.</summary>
internal sealed class StandardOutput(TextWriter output) : IResultSink
{
    public void Write(JsonObject line) => JsonLine.Write(output, line);

    public void Flush() => output.Flush();

    public void Dispose()
    {
    }
}
