namespace TogetherAI.Engine.Generation;

/// <summary>
/// The keys and values of a request's tokens need more memory than the engine may use, even if nothing else ran. Raise
/// <see cref="GenerationEngineOptions.MaxKeyValueBytes"/>, store them as <see cref="KeyValueFormat.Float16"/>, or ask for less.
/// </summary>
public sealed class KeyValueMemoryException : ArgumentException
{
    /// <summary>Names both sizes.</summary>
    /// <param name="tokens">Tokens of the prompt and, where their number was given, those to generate.</param>
    /// <param name="requiredBytes">Bytes that their keys and values take.</param>
    /// <param name="availableBytes">Bytes that the engine may use.</param>
    public KeyValueMemoryException(int tokens, long requiredBytes, long availableBytes)
        : base($"The request's {tokens} tokens need {requiredBytes} bytes for their keys and values; MaxKeyValueBytes allows {availableBytes}. "
            + "Raise it, set KeyValueFormat to Float16, or shorten the prompt or MaxTokens.")
    {
        RequiredBytes = requiredBytes;
        AvailableBytes = availableBytes;
    }

    /// <summary>Bytes that the request's keys and values take.</summary>
    public long RequiredBytes { get; }

    /// <summary>Bytes that the engine may use for keys and values.</summary>
    public long AvailableBytes { get; }
}
