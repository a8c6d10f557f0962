namespace TogetherAI.Engine.Constraints;

/// <summary>How much of what a schema allows a model may write.</summary>
public enum JsonSchemaReading
{
    /// <summary>
    /// What schemas mostly mean: an object that names properties has no others unless the schema speaks of them; a schema without a type is
    /// for the type that its keywords are about; numbers have at most 15 digits, which every reader keeps. All that is written meets the schema.
    /// </summary>
    Narrow,

    /// <summary>
    /// All that the schema allows: also properties that it does not name, values of types that it says nothing about, and numbers of any
    /// length, which a reader that keeps doubles rounds.
    /// </summary>
    Open,
}
