namespace TogetherAI;

/// <summary>What the idle guard makes of a deployment.</summary>
public enum IdleVerdict
{
    /// <summary>It stays.</summary>
    Keep,

    /// <summary>It has been idle for its window and is to be stopped.</summary>
    Stop,

    /// <summary>What is known does not suffice. It stays, and may cost money that nobody watches.</summary>
    CannotJudge,
}
