namespace TogetherAI;

/// <summary>What a function gave, for the model to go on with. Immutable.</summary>
public sealed record ResponseFunctionOutput : ResponseItem
{
    /// <inheritdoc/>
    public override string Type { get => field ?? "function_call_output"; init; }

    /// <summary>The <see cref="ResponseFunctionCall.CallId"/> of the call.</summary>
    public string CallId { get => field ?? ""; init; }

    /// <summary>What it gave.</summary>
    public ResponseContent? Output { get; init; }

    /// <summary>What a call gave.</summary>
    /// <param name="call">The call.</param>
    /// <param name="output">What it gave, often JSON.</param>
    /// <returns>The item.</returns>
    public static ResponseFunctionOutput For(ResponseFunctionCall call, string output)
    {
        ArgumentNullException.ThrowIfNull(call);
        return new ResponseFunctionOutput { CallId = call.CallId, Output = output };
    }
}
