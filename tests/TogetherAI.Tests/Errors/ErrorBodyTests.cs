using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace TogetherAI.Tests.Errors;

public class ErrorBodyTests
{
    [Theory]
    [InlineData("""{"error":{"message":"m","type":"t","param":"p","code":"c"}}""", "m", "t", "p", "c")]
    [InlineData("""{"error":{"message":"m","type":"t","param":null,"code":null}}""", "m", "t", null, null)]
    [InlineData("""{"error":"m"}""", "m", null, null, null)]
    [InlineData("""{"code":"c","message":"m","param":"p","type":"t"}""", "m", "t", "p", "c")]
    [InlineData("""{"error":{"message":"m","code":400}}""", "m", null, null, "400")]
    [InlineData("""{"message":"m","error_type":"dynamic_token_limited"}""", "m", "dynamic_token_limited", null, null)]
    [InlineData("""{"detail":"m"}""", "m", null, null, null)]
    [InlineData("""{"name":"must be set"}""", """{"name":"must be set"}""", null, null, null)]
    [InlineData("\"m\"", "m", null, null, null)]
    [InlineData("[1,2]", "[1,2]", null, null, null)]
    [InlineData("<html><head><TITLE> 502 Bad Gateway </TITLE></head></html>", "502 Bad Gateway", null, null, null)]
    [InlineData("<html></html>", "an HTML page", null, null, null)]
    [InlineData("  upstream timeout \n", "upstream timeout", null, null, null)]
    [InlineData("", null, null, null, null)]
    [InlineData("{\"error\":", "{\"error\":", null, null, null)]
    [InlineData("""{"error":{"message":"\ud800"}}""", """{"error":{"message":"\ud800"}}""", null, null, null)]
    public void Every_shape_is_read(string body, string? message, string? type, string? parameter, string? code) =>
        Assert.Equal(new ErrorBody(message, type, parameter, code), ErrorBody.Parse(Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void A_long_message_is_cut() =>
        Assert.Equal(2001, ErrorBody.Parse(Encoding.UTF8.GetBytes(new string('x', 10_000))).Message!.Length);

    [Fact]
    public void No_bytes_make_it_throw() => Check.QuickThrowOnFailure(Prop.ForAll<byte[]>(static bytes =>
    {
        ErrorBody.Parse(bytes);
        ErrorBody.Parse([.. "{\"error\":"u8, .. bytes]);
    }));
}
