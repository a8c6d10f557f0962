namespace TogetherAI;

/// <summary>
/// What a model costs, in US dollars. Immutable. A price that does not apply to a model is 0; null means that the service did not name it.
/// </summary>
public sealed record ModelPricing : WireModel
{
    /// <summary>Tokens of a prompt.</summary>
    /// <value>In USD per million tokens.</value>
    public decimal? Input { get; init; }

    /// <summary>Tokens generated, reasoning included.</summary>
    /// <value>In USD per million tokens.</value>
    public decimal? Output { get; init; }

    /// <summary>Tokens of a prompt that were in the cache.</summary>
    /// <value>In USD per million tokens.</value>
    public decimal? CachedInput { get; init; }

    /// <summary>A machine that runs the model for one customer.</summary>
    /// <value>In USD per hour.</value>
    public decimal? Hourly { get; init; }

    /// <summary>What is paid whatever the tokens. The service does not document its unit; it is 0 for models that are paid by the token.</summary>
    /// <value>In USD.</value>
    public decimal? Base { get; init; }

    /// <summary>Training the model further.</summary>
    /// <value>In USD per million tokens of training.</value>
    public decimal? Finetune { get; init; }
}
