namespace TogetherAI;

/// <summary>The model wants a function called. Immutable. Answer it with a <see cref="ResponseFunctionOutput"/>.</summary>
public sealed record ResponseFunctionCall : ResponseItem
{
    /// <inheritdoc/>
    public override string Type { get => field ?? "function_call"; init; }

    /// <summary>The id of the call, which its output repeats.</summary>
    public string CallId { get => field ?? ""; init; }

    /// <summary>The function.</summary>
    public string Name { get => field ?? ""; init; }

    /// <summary>The arguments, as the JSON that the model wrote: it may be broken.</summary>
    public string Arguments { get => field ?? ""; init; }
}
