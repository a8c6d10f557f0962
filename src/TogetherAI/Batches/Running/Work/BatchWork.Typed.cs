using System.Text.Json.Serialization.Metadata;

namespace TogetherAI;

/// <summary>Work whose requests and answers have types.</summary>
/// <param name="path">The operation's path.</param>
/// <param name="answer">How an answer is read.</param>
internal abstract class BatchWork<TRequest, TResponse>(string path, JsonTypeInfo<TResponse> answer) : BatchWork(path)
    where TResponse : TogetherResponse
{
    /// <summary>Writes a request down, without its tokens.</summary>
    /// <exception cref="ArgumentException">It is none that can be written down.</exception>
    public abstract PreparedRequest Write(TRequest request);

    /// <summary>Counts the tokens of a request that may be sent.</summary>
    public abstract PreparedRequest Count(TRequest request, PreparedRequest written);

    public override BatchResult Read(Line line, string file) => BatchResultLine.Parse(line, file, answer);
}
