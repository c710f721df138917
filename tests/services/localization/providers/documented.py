"""What each service takes and answers, from its public documentation. The translation is in capitals."""

import base64
import json
import re
from urllib.parse import parse_qs, urlsplit

import jwt

from tests.services.localization.providers.counterpart import Reply, Request

KEY = "the-secret-key"
_PART = re.compile(r"(<(?:m|span)[^>]*>.*?</(?:m|span)>|<[^>]+>|&\w+;|⟦\d+⟧)", re.DOTALL)


def capitals(markup: str) -> str:
    """What is in an element that stays untranslated, and entities, are left alone."""
    return "".join(part if place % 2 else part.upper() for place, part in enumerate(_PART.split(markup)))


def deepl(request: Request) -> Reply:
    """developers.deepl.com/docs/api-reference/translate, at most 50 texts."""
    assert request.path == "/v2/translate"
    asked = request.json
    if request.headers["authorization"] != f"DeepL-Auth-Key {KEY}":
        return Reply(403, {"message": "Forbidden"})
    if len(asked["text"]) > 50 or len(request.body) > 128 * 1024:
        return Reply(413, {"message": "Request Entity Too Large"})
    assert asked["tag_handling"] == "xml"
    assert asked["ignore_tags"] == ["m"]
    assert (asked["source_lang"], asked["target_lang"]) == ("EN", "PT-BR")
    said = [{"detected_source_language": "EN", "text": capitals(text)} for text in asked["text"]]
    return Reply(body={"translations": said})


def google(request: Request) -> Reply:
    """cloud.google.com/translate/docs/reference/rest/v2/translate, at most 128 segments."""
    assert request.path == "/language/translate/v2"
    asked = request.json
    if request.headers["x-goog-api-key"] != KEY:
        return Reply(403, {"error": {"code": 403, "message": "The request is missing a valid API key."}})
    if len(asked["q"]) > 128:
        return Reply(400, {"error": {"code": 400, "message": "Too many text segments"}})
    assert (asked["source"], asked["target"], asked["format"]) == ("en", "pt", "html")
    return Reply(body={"data": {"translations": [{"translatedText": capitals(text)} for text in asked["q"]]}})


def google_cloud(request: Request) -> Reply:
    """cloud.google.com/translate/docs/reference/rest/v3/projects.locations/translateText, and its tokens."""
    if request.path == "/token":
        form = parse_qs(request.body.decode())
        assert form["grant_type"] == ["urn:ietf:params:oauth:grant-type:jwt-bearer"]
        claims = jwt.decode(form["assertion"][0], options={"verify_signature": False})
        if claims["iss"] != "stoa@project.example":
            return Reply(401, {"error": "invalid_grant"})
        return Reply(body={"access_token": KEY, "expires_in": 3600, "token_type": "Bearer"})
    assert request.path == "/v3/projects/school/locations/global:translateText"
    asked = request.json
    if request.headers["authorization"] != f"Bearer {KEY}":
        return Reply(401, {"error": {"code": 401, "status": "UNAUTHENTICATED"}})
    if len(asked["contents"]) > 1024:
        return Reply(400, {"error": {"code": 400, "status": "INVALID_ARGUMENT"}})
    assert (asked["mimeType"], asked["targetLanguageCode"]) == ("text/html", "pt")
    return Reply(body={"translations": [{"translatedText": capitals(text)} for text in asked["contents"]]})


def microsoft(request: Request) -> Reply:
    """learn.microsoft.com/azure/ai-services/translator/text-translation/reference/v3/translate."""
    address = urlsplit(request.path)
    assert address.path == "/translate"
    query = {name: values[0] for name, values in parse_qs(address.query).items()}
    assert query == {"api-version": "3.0", "from": "en", "to": "pt", "textType": "html"}
    if request.headers["ocp-apim-subscription-key"] != KEY:
        return Reply(401, {"error": {"code": 401000, "message": "credentials are missing or invalid"}})
    if len(request.json) > 1000:
        return Reply(400, {"error": {"code": 400077, "message": "The maximum request size is exceeded"}})
    said = [{"translations": [{"text": capitals(one["Text"]), "to": "pt"}]} for one in request.json]
    return Reply(body=said)


def libretranslate(request: Request) -> Reply:
    """docs.libretranslate.com, POST /translate."""
    assert request.path == "/translate"
    asked = request.json
    if asked.get("api_key") != KEY:
        return Reply(403, {"error": "Invalid API key"})
    assert (asked["source"], asked["target"], asked["format"]) == ("en", "pt-BR", "html")
    return Reply(body={"translatedText": [capitals(text) for text in asked["q"]]})


def openai(request: Request) -> Reply:
    """platform.openai.com/docs/api-reference/chat/create, with an answer as a JSON object."""
    assert request.path == "/v1/chat/completions"
    asked = request.json
    if request.headers.get("authorization") != f"Bearer {KEY}":
        return Reply(401, {"error": {"message": "Incorrect API key provided", "code": "invalid_api_key"}})
    texts = json.loads(asked["messages"][-1]["content"])
    content = json.dumps({key: capitals(text) for key, text in texts.items()})
    choice = {"index": 0, "message": {"role": "assistant", "content": content}, "finish_reason": "stop"}
    usage = {"prompt_tokens": 120, "completion_tokens": 80, "total_tokens": 200}
    return Reply(body={"id": "1", "model": "small-1", "choices": [choice], "usage": usage})


def amazon(request: Request) -> Reply:
    """docs.aws.amazon.com/translate/latest/APIReference/API_TranslateDocument.html."""
    assert request.path == "/"
    assert request.headers["x-amz-target"] == "AWSShineFrontendService_20170701.TranslateDocument"
    if "Credential=AKIDEXAMPLE/" not in request.headers["authorization"]:
        return Reply(400, {"__type": "UnrecognizedClientException", "message": "token is invalid"})
    asked = request.json
    html = base64.b64decode(asked["Document"]["Content"]).decode()
    if len(html.encode()) > 100 * 1024:
        return Reply(400, {"__type": "LimitExceededException"})
    assert (asked["SourceLanguageCode"], asked["TargetLanguageCode"]) == ("en", "pt")
    content = base64.b64encode(capitals(html).encode()).decode()
    said = {"TranslatedDocument": {"Content": content}, "SourceLanguageCode": "en"}
    return Reply(body={**said, "TargetLanguageCode": "pt"})
