using System.Text.Json.Serialization.Metadata;

namespace TogetherAI;

/// <summary>
/// One operation of the API, described once: the connection needs nothing else to send it, retry it and read its answer.
/// A client of a feature keeps its descriptors as statics, a line each.
/// </summary>
/// <param name="Name">The name in telemetry, after the GenAI conventions where they have one (<c>chat</c>), else the operation id.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path with its API version, such as <c>v1/files/{id}</c>; <see cref="At"/> fills the gaps.</param>
/// <param name="RequestType">How the body is written; null where there is none.</param>
/// <param name="ResponseType">How the answer is read.</param>
/// <param name="Retry">What may be repeated.</param>
/// <param name="Read">Reads the answer faster than <paramref name="ResponseType"/>, to the same result; null where nobody has written that.</param>
internal sealed record Operation<TRequest, TResponse>(
    string Name,
    HttpMethod Method,
    string Path,
    JsonTypeInfo<TRequest>? RequestType,
    JsonTypeInfo<TResponse> ResponseType,
    RetryClass Retry,
    ResponseReader<TResponse>? Read = null)
    where TRequest : class
    where TResponse : class
{
    /// <summary>Whether a redirect is the answer, told in its headers, and not a way to it.</summary>
    public bool TakesRedirect { get; init; }

    /// <summary>Whether it goes without the key and the user's own headers wherever it leads, because its address says who may call it.</summary>
    public bool IsAnonymous { get; init; }

    /// <summary>The operation at certain resources.</summary>
    /// <param name="values">What to fill the path's gaps with, in order; escaped here.</param>
    /// <exception cref="ArgumentException">A value is empty: the path would lead elsewhere.</exception>
    public Operation<TRequest, TResponse> At(params ReadOnlySpan<string> values) => this with { Path = RoutePath.Fill(Path, values) };
}
