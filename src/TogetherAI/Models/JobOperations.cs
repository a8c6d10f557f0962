namespace TogetherAI;

/// <summary>The job operations of the API.</summary>
internal static class JobOperations
{
    public static readonly Operation<NoBody, JobList> List = new(
        "listJobs", HttpMethod.Get, "v1/jobs", RequestType: null, TogetherJsonContext.Default.JobList, RetryClass.Safe);

    public static readonly Operation<NoBody, Job> Get = new(
        "getJob", HttpMethod.Get, "v1/jobs/{jobId}", RequestType: null, TogetherJsonContext.Default.Job, RetryClass.Safe);
}
