namespace TogetherAI;

/// <summary>Whether two lanes answer alike, so that a request may be answered by either. Nothing on the wire tells; only you can know.</summary>
public enum Equivalence
{
    /// <summary>They do not, as with a fine-tuned model that has no serverless twin: traffic is never moved between them.</summary>
    None,

    /// <summary>They do: same model, quantisation, adapters and context length, as far as your product cares.</summary>
    Declared,
}
