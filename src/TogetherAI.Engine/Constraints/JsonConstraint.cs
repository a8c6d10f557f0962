using TogetherAI.Engine.Constraints.Automaton;

namespace TogetherAI.Engine.Constraints;

/// <summary>Any JSON of a kind, without a schema. Immutable and thread-safe.</summary>
/// <remarks>
/// As with a schema, JSON is written on one line, at most 60 levels deep, with or without one space after a comma or a colon. No object
/// names a property twice.
/// </remarks>
public sealed class JsonConstraint : OutputConstraint
{
    private JsonConstraint(Node root)
        : base(root)
    {
    }

    /// <summary>A JSON object with any properties.</summary>
    public static OutputConstraint AnyObject { get; } = new JsonConstraint(AnyJson.Object);

    /// <summary>Any JSON value.</summary>
    public static OutputConstraint AnyValue { get; } = new JsonConstraint(AnyJson.Value);
}
