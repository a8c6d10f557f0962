namespace TogetherAI;

/// <summary>The stages of a call that have a limit of their own; each but the last names the property of <see cref="TimeoutOptions"/> that sets it.</summary>
public enum TimeoutKind
{
    /// <summary>Opening the connection.</summary>
    Connect,

    /// <summary>One attempt: the whole answer, or for a stream its headers.</summary>
    Attempt,

    /// <summary>A stream's first generated token.</summary>
    FirstToken,

    /// <summary>The silence between two tokens of a stream.</summary>
    Idle,

    /// <summary>The whole call.</summary>
    Total,

    /// <summary>Waiting for something that takes long to end; set by <see cref="WaitOptions.Deadline"/>.</summary>
    Wait,
}
