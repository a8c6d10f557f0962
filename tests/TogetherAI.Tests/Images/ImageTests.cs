using System.Net;

namespace TogetherAI.Tests.Images;

/// <summary>Images: what is asked, what comes back, and how to get at the file.</summary>
public class ImageTests
{
    private static readonly ImageRequest s_cat = new() { Model = "m", Prompt = "a cat" };

    [Fact]
    public async Task Every_field_has_its_documented_name()
    {
        FakeHandler handler = new FakeHandler().ThenJson("""{"id":"i","model":"m","object":"list","data":[]}""");
        using TogetherClient client = Calls.Client(handler);
        await client.Images.CreateAsync(new ImageRequest
        {
            Model = "black-forest-labs/FLUX.1-schnell",
            Prompt = "cat floating in space, cinematic",
            Steps = 4,
            ImageUrl = "https://example.test/in.png",
            Seed = 7,
            N = 2,
            Height = 512,
            Width = 768,
            NegativePrompt = "dogs",
            ResponseFormat = ImageResponseFormat.Base64,
            GuidanceScale = 3.5,
            OutputFormat = ImageOutputFormat.Png,
            ImageLoras = [new ImageLora { Path = "https://example.test/lora", Scale = 0.8 }],
            ReferenceImages = ["https://example.test/ref.png"],
            DisableSafetyChecker = false,
        });

        SentRequest sent = Assert.Single(handler.Requests);
        Assert.Equal(("POST", "https://example.test/v1/images/generations"), (sent.Method, sent.Uri.AbsoluteUri));
        Wire.Same(
            """
            {
              "model": "black-forest-labs/FLUX.1-schnell",
              "prompt": "cat floating in space, cinematic",
              "steps": 4,
              "image_url": "https://example.test/in.png",
              "seed": 7,
              "n": 2,
              "height": 512,
              "width": 768,
              "negative_prompt": "dogs",
              "response_format": "base64",
              "guidance_scale": 3.5,
              "output_format": "png",
              "image_loras": [{"path":"https://example.test/lora","scale":0.8}],
              "reference_images": ["https://example.test/ref.png"],
              "disable_safety_checker": false
            }
            """,
            sent.Body);
    }

    [Fact]
    public async Task An_answer_holds_images_and_addresses_and_keeps_what_is_new()
    {
        const string Json =
            """
            {"id":"o1","model":"m","object":"list","took":3,"data":[
              {"index":0,"type":"b64_json","b64_json":"iVBORw0=","nsfw":false},
              {"index":1,"type":"url","url":"https://cdn.test/1.png"},
              {"index":2,"type":"hologram","hologram":{"w":1}}]}
            """;
        using TogetherClient client = Calls.Client(new FakeHandler().ThenJson(Json));
        ImageResponse answer = await client.Images.CreateAsync(s_cat);

        Assert.Equal(("o1", "m", "list", 3), (answer.Id, answer.Model, answer.Object, answer.Data.Count));
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D], answer.Data[0].GetBytes());
        Assert.Equal((0, "b64_json", null), (answer.Data[0].Index, answer.Data[0].Type, answer.Data[0].Url));
        Assert.Equal((1, "url", "https://cdn.test/1.png", null), (answer.Data[1].Index, answer.Data[1].Type, answer.Data[1].Url, answer.Data[1].Base64));
        Assert.Equal("hologram", answer.Data[2].Type);
        Wire.Same(Json, Wire.Serialize(answer, TogetherJsonContext.Default.ImageResponse));
    }

    [Fact]
    public void An_image_that_is_not_there_or_broken_says_so()
    {
        Assert.Contains("Base64", Assert.Throws<InvalidOperationException>(() => new ImageData { Url = "https://x.test" }.GetBytes()).Message, StringComparison.Ordinal);
        Assert.Throws<TogetherResponseException>(() => new ImageData { Base64 = "%%%" }.GetBytes());
    }

    [Fact]
    public async Task An_image_elsewhere_is_fetched_without_the_key()
    {
        FakeHandler handler = new FakeHandler().ThenText(HttpStatusCode.OK, "png!", "image/png");
        using TogetherClient client = Calls.Client(handler);
        await using BinaryResponse image = await client.Images.OpenAsync(new ImageData { Type = "url", Url = "https://cdn.test/a/1.png?sig=a%2Fb" });

        Assert.Equal("png!"u8.ToArray(), await image.ReadAllAsync());
        Assert.Equal("image/png", image.MediaType);
        SentRequest sent = Assert.Single(handler.Requests);
        Assert.Equal(("GET", "https://cdn.test/a/1.png?sig=a%2Fb"), (sent.Method, sent.Uri.AbsoluteUri));
        Assert.False(sent.Headers.ContainsKey("Authorization"));
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://cdn.test/1.png")]
    [InlineData("1.png")]
    public async Task An_address_that_is_not_of_the_web_is_not_followed(string url)
    {
        using TogetherClient client = Calls.Client(new FakeHandler());
        TogetherResponseException refused = await Assert.ThrowsAsync<TogetherResponseException>(() => client.Images.OpenAsync(new ImageData { Url = url }));
        Assert.Contains(url, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_without_an_address_cannot_be_fetched()
    {
        using TogetherClient client = Calls.Client(new FakeHandler());
        await Assert.ThrowsAsync<ArgumentException>(() => client.Images.OpenAsync(new ImageData { Base64 = "AA==" }));
        await Assert.ThrowsAsync<ArgumentNullException>(() => client.Images.CreateAsync(null!));
    }
}
