"""What the console of the emulated corp shows: all of it is made up."""

CORP_ID = "ww0a1b2c3d4e5f6789"
AGENT_ID = 1000002
APP_SECRET = "app-secret-Zt5fQ8nVx2Lr7WcKe4Hy9Ub1Js6Dm3Pa0Gi"
APP_TOKEN = "apptokenQ4wE7rT1yU9i"
APP_AES_KEY = "oXLO3K5HR0thXFTVEKXYSo3qMDLpWFh0MLQTU4vj8zM"
BOT_ID = "aibTestBot0001"
BOT_SECRET = "bot-secret-Hk3Vd8Rz1Nq6Yw4Tb9Xm2Cf7Lp5Js0Ga"
BOT_TOKEN = "bottokenA1sD5fG8hJ2k"
BOT_AES_KEY = "nXSTK9tvIdx6sh1vxSYPR04NU4Vx+6eoK3T/5H5vmhA"
BOT_NAME = "销售助手"
