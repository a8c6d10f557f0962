using System.Text.Json;

namespace TogetherAI;

/// <summary>Reads an answer from its whole body; null where the body says null.</summary>
/// <exception cref="JsonException">The body is not what the API promises.</exception>
internal delegate TResponse? ResponseReader<out TResponse>(ReadOnlySpan<byte> body)
    where TResponse : class;
