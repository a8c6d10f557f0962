using System.Net;

namespace TogetherAI.Tests.Models;

/// <summary>Models of one's own, and the jobs that fetch them.</summary>
public class ModelUploadTests
{
    private static readonly ModelUploadRequest s_request = new()
    {
        ModelName = "Qwen2.5-72B-Instruct",
        ModelSource = "unsloth/Qwen2.5-72B-Instruct",
        ModelType = ModelUploadType.Adapter,
        HfToken = "hf_secret",
        Description = "Finetuned",
        BaseModel = "Qwen/Qwen2.5-72B-Instruct",
        LoraModel = "me/lora",
    };

    [Fact]
    public async Task An_upload_is_asked_for_and_answered_with_its_job()
    {
        const string Answer =
            """{"data":{"job_id":"job-1","model_name":"me/Qwen","model_id":"model-1","model_source":"huggingface","eta":5},"message":"Job created."}""";
        FakeHandler handler = new FakeHandler().ThenJson(Answer);
        using TogetherClient client = Calls.Client(handler);
        ModelUpload upload = await client.Models.UploadAsync(s_request);

        Assert.Equal(("POST", "https://example.test/v1/models"), (handler.Requests[0].Method, handler.Requests[0].Uri.AbsoluteUri));
        Wire.Same(
            """
            {"model_name":"Qwen2.5-72B-Instruct","model_source":"unsloth/Qwen2.5-72B-Instruct","model_type":"adapter","hf_token":"hf_secret",
             "description":"Finetuned","base_model":"Qwen/Qwen2.5-72B-Instruct","lora_model":"me/lora"}
            """,
            handler.Requests[0].Body);
        Assert.Equal("Job created.", upload.Message);
        Assert.Equal(("job-1", "me/Qwen", "model-1", "huggingface"), (upload.Data!.JobId, upload.Data.ModelName, upload.Data.ModelId, upload.Data.ModelSource));
        Wire.Same(Answer, Wire.Serialize(upload, TogetherJsonContext.Default.ModelUpload));
    }

    [Fact]
    public void The_token_of_another_service_is_not_printed()
    {
        Assert.DoesNotContain("hf_secret", s_request.ToString(), StringComparison.Ordinal);
        Assert.Contains("HfToken = (set)", s_request.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_upload_that_may_have_begun_is_not_begun_again()
    {
        FakeHandler handler = new FakeHandler().ThenText(HttpStatusCode.BadGateway, "", "text/plain");
        using TogetherClient client = Calls.Client(handler);
        await Assert.ThrowsAsync<TogetherServerException>(() => client.Models.UploadAsync(s_request));
        Assert.Single(handler.Requests);
    }
}
