namespace TogetherAI.AotApp;

/// <summary>One call of every client: what each of them reads and writes must have been made at compile time.</summary>
internal static class EveryClient
{
    private static readonly Dictionary<string, string> s_answers = new()
    {
        ["POST /v1/completions"] = """{"id":"c","object":"text.completion","created":1,"model":"m","choices":[{"text":"there","finish_reason":"eos"}]}""",
        ["GET /v1/models"] = """[{"id":"m","object":"model","created":1,"type":"chat","pricing":{"input":0.88}}]""",
        ["POST /v1/embeddings"] = """{"object":"list","model":"m","data":[{"object":"embedding","index":0,"embedding":[0.5,-1]}]}""",
        ["POST /v1/rerank"] = """{"object":"rerank","model":"m","results":[{"index":1,"relevance_score":0.75,"document":{"text":"Paris"}}]}""",
        ["POST /v1/images/generations"] = """{"id":"i","model":"m","object":"list","data":[{"index":0,"type":"url","url":"https://example.com/1.png"}]}""",
        ["GET /v1/voices"] = """{"data":[{"model":"m","voices":[{"name":"af_alloy"}]}]}""",
        ["POST /v1/audio/transcriptions"] = """{"text":"hello"}""",
        ["POST /v2/videos"] = """{"id":"v","object":"video","model":"m","status":"in_progress","created_at":1}""",
        ["POST /v1/tci/execute"] = """{"data":{"session_id":"s","status":"success","outputs":[{"type":"stdout","data":"42"}]},"errors":null}""",
        ["POST /v1/responses"] = """{"id":"r","object":"response","created_at":1,"model":"m","status":"completed","output":[]}""",
        ["GET /v1/jobs"] = """{"data":[{"job_id":"j","type":"model_upload","status":"Queued"}]}""",
        ["GET /v1/whoami"] = """{"api_key_id":"k","project_id":"proj_1","project_slug":"slug","organization_id":"o"}""",
        ["GET /v1/files"] = """{"data":[{"id":"file-1","object":"file","filename":"a.jsonl","bytes":3,"purpose":"batch-api"}]}""",
        ["GET /v1/batches"] = """[{"id":"b","status":"COMPLETED","progress":100}]""",
        ["GET /v2/projects/proj_1/endpoints"] = """{"object":"list","data":[{"id":"ep_1","name":"slug/mine"}]}""",
        ["GET /v2/projects/proj_1/endpoints/ep_1/deployments"] = """{"object":"list","data":[{"id":"dep_1","autoscaling":{"scaleDownWindow":"300s"}}]}""",
        ["GET /v2/projects/proj_1/models"] = """{"object":"list","data":[{"id":"ml_1"}]}""",
        ["GET /v2/projects/proj_1/configs"] = """{"object":"list","data":[{"id":"cr_1"}]}""",
        ["GET /v2/supported-models"] = """{"object":"list","data":[{"id":"arch_1"}]}""",
        ["GET /v2/public/inference-instance-types"] = """{"object":"list","data":[{"id":"1xnvidia-h100-80gb","priceCentsPerHour":399}]}""",
        ["GET /v1/hardware"] = """{"object":"list","data":[{"object":"hardware","id":"2x_nvidia_h100_80gb_sxm","pricing":{"cents_per_minute":5.5}}]}""",
        ["GET /v1/fine-tunes"] = """{"data":[]}""",
    };

    public static async Task CallAsync(TogetherClientOptions options, Checks checks)
    {
        using TogetherClient client = new(options, new CannedHandler(s_answers));
        checks.Equal("completions", "there", (await client.Completions.CreateAsync(new CompletionRequest { Model = "m", Prompt = "hi" })).Choices[0].Text);
        checks.Equal("models", 0.88m, (await client.Models.ListAsync())[0].Pricing?.Input);
        checks.Equal("embeddings", -1f, (await client.Embeddings.CreateAsync(new EmbeddingRequest { Model = "m", Input = "hi" })).Data[0].Vector.Span[1]);
        RerankRequest rerank = new() { Model = "m", Query = "France", Documents = ["Rome", "Paris"] };
        checks.Equal("rerank", 1, (await client.Rerank.CreateAsync(rerank)).Results[0].Index);
        checks.Equal("images", 1, (await client.Images.CreateAsync(new ImageRequest { Model = "m", Prompt = "a dot" })).Data.Count);
        checks.Equal("voices", 1, (await client.Audio.ListVoicesAsync()).Data.Count);
        TranscriptionRequest speech = new() { File = AudioInput.FromBytes(new byte[] { 1, 2, 3 }, "a.wav") };
        checks.Equal("transcriptions", "hello", (await client.Audio.TranscribeAsync(speech)).Text);
        checks.Equal("videos", "v", (await client.Videos.CreateAsync(new VideoRequest { Model = "m", Prompt = "a dot" })).Id);
        checks.Equal("code interpreter", "s", (await client.CodeInterpreter.ExecuteAsync(new CodeRequest { Code = "print(42)" })).Data?.SessionId);
        checks.Equal("responses", "r", (await client.Responses.CreateAsync(new ResponseRequest { Model = "m", Input = "hi" })).Id);
        checks.Equal("jobs", "j", (await client.Jobs.ListAsync()).Data[0].JobId);
        checks.Equal("whoami", "proj_1", (await client.Account.WhoAmIAsync()).ProjectId);
        checks.Equal("files", 3, (await client.Files.ListAsync()).Data[0].Bytes);
        checks.Equal("batches", "b", (await client.Batches.ListAsync())[0].Id);
        checks.Equal("raw", 200, (int)(await client.SendAsync(HttpMethod.Get, "/v1/fine-tunes")).Http!.StatusCode);
        await DedicatedAsync(client.Dedicated, checks);
    }

    private static async Task DedicatedAsync(DedicatedClient dedicated, Checks checks)
    {
        checks.Equal("dedicated endpoints", "ep_1", (await FirstAsync(dedicated.Endpoints.ListAsync())).Id);
        checks.Equal("dedicated deployments", TimeSpan.FromMinutes(5), (await FirstAsync(dedicated.Deployments.ListAsync("ep_1"))).Autoscaling.ScaleDownWindow);
        checks.Equal("dedicated models", "ml_1", (await FirstAsync(dedicated.Models.ListAsync())).Id);
        checks.Equal("dedicated configs", "cr_1", (await FirstAsync(dedicated.Configs.ListAsync())).Id);
        checks.Equal("supported models", "arch_1", (await FirstAsync(dedicated.SupportedModels.ListAsync())).Id);
        checks.Equal("instance types", "1xnvidia-h100-80gb", (await FirstAsync(dedicated.InstanceTypes.ListAsync())).Id);
        checks.Equal("dedicated endpoints, first version", "2x_nvidia_h100_80gb_sxm", (await dedicated.V1.ListHardwareAsync()).Data[0].Id);
    }

    private static async Task<T> FirstAsync<T>(IAsyncEnumerable<T> list)
    {
        await foreach (T item in list)
            return item;
        throw new InvalidOperationException("The list is empty.");
    }
}
