namespace TogetherAI;

/// <summary>A model's answer that is a value of a type. Immutable, as far as the value is.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public sealed record ChatResponse<T>
{
    /// <summary>Makes an answer, as a test of one's own code wants it.</summary>
    /// <param name="value">The value.</param>
    /// <param name="response">The answer it was in.</param>
    public ChatResponse(T value, ChatResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        Value = value;
        Response = response;
    }

    /// <summary>The value.</summary>
    public T Value { get; }

    /// <summary>The answer it was in.</summary>
    public ChatResponse Response { get; }

    /// <summary>The answer's text: the value as JSON. Never null.</summary>
    public string Text => Response.Text;

    /// <summary>What it cost; null where the service did not say.</summary>
    public TokenUsage? Usage => Response.Usage;

    /// <summary>Why the answer ended; null where the service did not say.</summary>
    public FinishReason? FinishReason => Response.FinishReason;

    /// <summary>The id under which the service knows the request; null where it sent none.</summary>
    public string? RequestId => Response.RequestId;
}
