namespace TogetherAI;

/// <summary>
/// Somebody cancelled a job of a run while the run was waiting for it. That is taken for a wish: the run sent nothing of it again and began no further
/// job, waited for those under way, delivered every part that was answered whole, and ended. Nothing is lost: started again with the same journal, it sends
/// the rest.
/// </summary>
/// <param name="message">Which job, how much of it is open, and what to do.</param>
/// <param name="jobId">The job's id.</param>
/// <param name="openRequests">How many of its requests have no answer.</param>
public sealed class BatchJobCancelledException(string message, string jobId, long openRequests) : TogetherException(message)
{
    /// <summary>The id of the job; of several, the first that was seen to be cancelled.</summary>
    public string JobId { get; } = jobId;

    /// <summary>How many of its requests have no answer. What the others answered is kept.</summary>
    public long OpenRequests { get; } = openRequests;
}
