namespace TogetherAI;

/// <summary>The batch operations of the API.</summary>
internal static class BatchOperations
{
    public static readonly Operation<BatchCreateRequest, BatchCreation> Create = new(
        "batches.create",
        HttpMethod.Post,
        "v1/batches",
        TogetherJsonContext.Default.BatchCreateRequest,
        TogetherJsonContext.Default.BatchCreation,
        RetryClass.Once);

    public static readonly Operation<NoBody, BatchList> List = new(
        "batches", HttpMethod.Get, "v1/batches", RequestType: null, TogetherJsonContext.Default.BatchList, RetryClass.Safe);

    public static readonly Operation<NoBody, BatchJob> Get = new(
        "batches.get", HttpMethod.Get, "v1/batches/{id}", RequestType: null, TogetherJsonContext.Default.BatchJob, RetryClass.Safe);

    // A batch that is cancelled twice is cancelled.
    public static readonly Operation<NoBody, BatchJob> Cancel = new(
        "batches.cancel",
        HttpMethod.Post,
        "v1/batches/{id}/cancel",
        RequestType: null,
        TogetherJsonContext.Default.BatchJob,
        RetryClass.Safe);
}
