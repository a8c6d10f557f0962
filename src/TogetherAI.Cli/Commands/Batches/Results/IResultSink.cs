using System.Text.Json.Nodes;

namespace TogetherAI.Cli.Commands.Batches.Results;

/// <summary>Where the results of a run go.</summary>
internal interface IResultSink : IDisposable
{
    /// <param name="line">As <see cref="ResultLine"/> makes it.</param>
    void Write(JsonObject line);

    /// <summary>Returns when everything that was written is where nothing takes it away again.</summary>
    void Flush();
}
