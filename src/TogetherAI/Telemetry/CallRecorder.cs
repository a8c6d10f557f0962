namespace TogetherAI;

/// <summary>Records one call. Used by one call, which runs on one thread at a time.</summary>
internal sealed class CallRecorder
{
    /// <summary>An attempt failed and another follows after its wait.</summary>
    public void Retrying(RequestAttempt attempt)
    {
    }

    /// <summary>The first generated token of a stream has arrived.</summary>
    public void FirstToken()
    {
    }

    /// <summary>The call has its answer.</summary>
    public void Completed(TogetherResponse response)
    {
    }

    /// <summary>The call failed, or its caller cancelled it.</summary>
    public void Failed(Exception exception)
    {
    }

    /// <summary>The caller gave a stream up before its end.</summary>
    public void Abandoned()
    {
    }
}
